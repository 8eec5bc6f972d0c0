//! Notices that a source of the page has changed, by looking: it needs no system's own notices, and misses nothing
//! that changes during a build.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::project;

const SOURCES: [&str; 4] = ["src", "www", "Cargo.toml", "Cargo.lock"];
const INTERVAL: Duration = Duration::from_millis(400);

/// What the sources looked like: every file with its time and length, in one order.
type Look = Vec<(PathBuf, Option<SystemTime>, u64)>;

pub struct Watch {
    built: Look,
}

impl Watch {
    /// Takes the sources as they are now for what is built.
    pub fn start() -> Watch {
        Watch { built: look() }
    }

    /// Waits until the sources differ from what was built last and have come to rest.
    pub fn wait(&mut self) {
        let mut last = look();
        loop {
            // A change that came during the last build is seen here before any pause.
            let changed = last != self.built;
            std::thread::sleep(if changed { INTERVAL / 4 } else { INTERVAL });
            let now = look();
            if changed && now == last {
                self.built = now;
                return;
            }
            last = now;
        }
    }
}

fn look() -> Look {
    let mut look = Look::new();
    for source in SOURCES {
        see(&project::root().join(source), &mut look);
    }
    look.sort();
    look
}

fn see(path: &Path, look: &mut Look) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Editors leave such files beside the one that is edited.
    if name.starts_with('.') || name.ends_with('~') {
        return;
    }
    // A file that is gone by now is a change that the next look shows.
    let Ok(data) = fs::metadata(path) else { return };
    if data.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.for_each(|entry| see(&entry.path(), look));
    } else {
        look.push((path.to_path_buf(), data.modified().ok(), data.len()));
    }
}
