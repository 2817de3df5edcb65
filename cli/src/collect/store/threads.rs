use std::thread::JoinHandle;

use tokio::sync::{mpsc, oneshot};

use super::StoreError;

/// Threads that do a database's blocking work, job by job.
pub struct Threads<Job> {
    /// `None` only while they are being ended.
    jobs: Option<mpsc::Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

pub type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

pub const MAX_WAITING_JOBS: usize = 1024;

impl<Job> Threads<Job> {
    /// Threads that end when `jobs` has no sender left.
    pub fn new(jobs: mpsc::Sender<Job>, threads: Vec<JoinHandle<()>>) -> Self {
        Self {
            jobs: Some(jobs),
            threads,
        }
    }

    /// What comes of a job; `closed` is the error where nobody does it any more.
    pub async fn ask<T>(
        &self,
        closed: impl Fn() -> StoreError,
        job: impl FnOnce(Answer<T>) -> Job,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or_else(&closed)?;
        jobs.send(job(answer)).await.map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?
    }
}

impl<Job> Drop for Threads<Job> {
    /// Finishes what is waiting.
    fn drop(&mut self) {
        drop(self.jobs.take());
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
