use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Where a test's responses are kept: a PostgreSQL server of its own, reached through a socket in its folder.
pub struct Place {
    folder: TempDir,
    server: Mutex<Option<Child>>,
}

impl Place {
    pub fn fresh() -> Arc<Self> {
        let folder = private_folder();
        let copied = Command::new("cp")
            .arg("-a")
            .arg(template())
            .arg(folder.path().join("data"))
            .status();
        assert!(copied.unwrap().success());
        let place = Self {
            folder,
            server: Mutex::new(None),
        };
        place.start();
        Arc::new(place)
    }

    pub fn start(&self) {
        let folder = self.folder.path();
        let log = fs::File::create(folder.join("log")).unwrap();
        let server = as_postgres("postgres")
            .arg("-D")
            .arg(folder.join("data"))
            .arg("-k")
            .arg(folder)
            .args([
                "-c",
                "listen_addresses=",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=50",
            ])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        *self.server.lock().unwrap() = Some(server);
        let start = Instant::now();
        while self.psql("SELECT 1").is_none() {
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "PostgreSQL does not start"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends it as a crash would: its children notice and end too.
    pub fn stop(&self) {
        if let Some(mut server) = self.server.lock().unwrap().take() {
            let pid = server.id().to_string();
            let _ = Command::new("kill").args(["-QUIT", &pid]).status();
            server.wait().unwrap();
        }
    }

    pub fn location(&self) -> String {
        let folder = self.folder.path().to_str().unwrap().replace('/', "%2F");
        format!("postgres://postgres@{folder}/postgres")
    }

    /// The rows of a query as texts; nothing is the empty text.
    pub fn query(&self, select: &str) -> Vec<Vec<String>> {
        let answer = self.psql(select).unwrap();
        let lines = answer.lines();
        lines
            .map(|line| line.split('\u{1f}').map(str::to_owned).collect())
            .collect()
    }

    fn psql(&self, select: &str) -> Option<String> {
        let output = as_postgres("psql")
            .args([
                "-X", "-A", "-t", "-q", "-F", "\u{1f}", "-U", "postgres", "-c", select, "-h",
            ])
            .arg(self.folder.path())
            .stderr(Stdio::null())
            .output()
            .unwrap();
        output
            .status
            .success()
            .then(|| String::from_utf8(output.stdout).unwrap())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A program of PostgreSQL, run by its own account where the tests are run by root.
fn as_postgres(program: &str) -> Command {
    let mut command = Command::new(programs().join(program));
    command.current_dir("/").env("LC_ALL", "C.UTF-8");
    if let Some((user, group)) = postgres_account() {
        command.uid(user).gid(group);
    }
    command
}

/// A folder that PostgreSQL may use, which refuses to run as root.
fn private_folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    if let Some((user, group)) = postgres_account() {
        chown(folder.path(), Some(user), Some(group)).unwrap();
    }
    folder
}

/// A fresh cluster to be copied: making one takes longer than most tests.
fn template() -> PathBuf {
    let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgresql");
    if template.is_dir() {
        return template;
    }
    let folder = private_folder();
    let data = folder.path().join("data");
    let made = as_postgres("initdb")
        .args([
            "--no-sync",
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--no-locale",
            "-D",
        ])
        .arg(&data)
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    // Copied beside its place first: the tests run at the same time, and one is enough.
    let beside = template.with_extension(std::process::id().to_string());
    let copied = Command::new("cp").arg("-a").args([&data, &beside]).status();
    assert!(copied.unwrap().success());
    if fs::rename(&beside, &template).is_err() {
        fs::remove_dir_all(&beside).unwrap();
    }
    template
}

/// Debian's folder of the newest version, else that of `PATH`.
fn programs() -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<PathBuf> =
        std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let mut installed: Vec<PathBuf> = installed
        .map(|version| version.unwrap().path().join("bin"))
        .collect();
    installed.sort();
    folders.extend(installed);
    folders.retain(|folder| folder.join("initdb").is_file());
    folders.pop().expect(
        "PostgreSQL is missing; type: sudo apt-get install -y --no-install-recommends postgresql",
    )
}

/// Nothing where the tests are not run by root.
fn postgres_account() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().unwrap();
        String::from_utf8(output.stdout)
            .unwrap()
            .trim()
            .parse::<u32>()
            .ok()
    };
    let is_root = Path::new("/proc/self").exists() && id(&["-u"]) == Some(0);
    is_root.then(|| {
        let missing = "the account `postgres`, which comes with PostgreSQL's package, is missing";
        (
            id(&["-u", "postgres"]).expect(missing),
            id(&["-g", "postgres"]).expect(missing),
        )
    })
}
