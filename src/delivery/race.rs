use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Poll, Waker};

/// Runs both until one is done, and drops the other. If both are done at once, the first wins.
pub(crate) async fn race<A, B>(
    first: impl Future<Output = A>,
    second: impl Future<Output = B>,
) -> Winner<A, B> {
    let mut first = pin!(first);
    let mut second = pin!(second);
    poll_fn(|context| {
        if let Poll::Ready(output) = first.as_mut().poll(context) {
            return Poll::Ready(Winner::First(output));
        }
        second.as_mut().poll(context).map(Winner::Second)
    })
    .await
}

pub(crate) enum Winner<A, B> {
    First(A),
    Second(B),
}

/// Runs all of them side by side until the last is done, and gives their outputs in the order in which they were done.
pub(super) async fn all<F: Future>(mut futures: Vec<Pin<Box<F>>>) -> Vec<F::Output> {
    let mut outputs = Vec::new();
    poll_fn(|context| {
        futures.retain_mut(|future| match future.as_mut().poll(context) {
            Poll::Ready(output) => {
                outputs.push(output);
                false
            }
            Poll::Pending => true,
        });
        match futures.is_empty() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await;
    outputs
}

/// Wakes the one who waits. A ring with nobody waiting is remembered, several count as one.
#[derive(Default)]
pub(super) struct Bell {
    has_rung: Cell<bool>,
    waiter: Cell<Option<Waker>>,
}

impl Bell {
    pub(super) fn ring(&self) {
        self.has_rung.set(true);
        if let Some(waiter) = self.waiter.take() {
            waiter.wake();
        }
    }

    pub(super) async fn rung(&self) {
        poll_fn(|context| {
            if self.has_rung.take() {
                return Poll::Ready(());
            }
            self.waiter.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}
