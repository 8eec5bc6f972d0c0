//! How a suite of tests came out: its counts, and what it said.

use std::process::Command;

use anyhow::Result;

use crate::process::{capture, spelled};

/// How many tests passed, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Tally {
    /// Adds up the `test result:` lines that the harness prints for each test binary.
    pub fn of_output(output: &str) -> Tally {
        let lines = output.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
        lines.fold(Tally::default(), |mut tally, line| {
            for part in line.split([';', '.']) {
                let mut words = part.split_whitespace();
                let Some(count) = words.next().and_then(|word| word.parse::<usize>().ok()) else {
                    continue;
                };
                match words.next() {
                    Some("passed") => tally.passed += count,
                    Some("failed") => tally.failed += count,
                    Some("ignored") => tally.skipped += count,
                    _ => {}
                }
            }
            tally
        })
    }

    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// How a suite came out so far.
#[derive(Default)]
pub struct Outcome {
    pub tally: Tally,
    /// What those parts said that failed.
    pub complaints: String,
    /// What the person should know although nothing failed.
    pub notes: Vec<String>,
}

impl Outcome {
    /// Runs a program that passes or fails as one.
    pub fn check(&mut self, command: &mut Command) -> Result<()> {
        let finished = capture(command)?;
        self.verdict(finished.success, || format!("$ {}\n{}", spelled(command), finished.output));
        Ok(())
    }

    /// Counts something that passes or fails as one.
    pub fn verdict(&mut self, passed: bool, complaint: impl FnOnce() -> String) {
        if passed {
            self.tally.passed += 1;
        } else {
            self.tally.failed += 1;
            self.complain(&complaint());
        }
    }

    /// Runs a program that prints its tests' results as cargo's harness does.
    pub fn tests(&mut self, command: &mut Command) -> Result<()> {
        let finished = capture(command)?;
        let mut tally = Tally::of_output(&finished.output);
        // It may fail before a test does: when it does not compile, or when a browser does not start.
        if !finished.success && tally.failed == 0 {
            tally.failed = 1;
        }
        self.tally.add(tally);
        if tally.failed > 0 {
            self.complain(&format!("$ {}\n{}", spelled(command), finished.output));
        }
        Ok(())
    }

    fn complain(&mut self, text: &str) {
        self.complaints.push_str(text.trim_end());
        self.complaints.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Tally};
    use std::process::Command;

    #[test]
    fn adds_up_the_results_of_all_test_binaries() {
        let output = "\
running 3 tests
test a ... ok
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 5 filtered out; finished in 0.00s

test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s
test result: ok. 4 passed; 0 failed; 0 ignored; 7 filtered out; finished in 0.01s
";
        assert_eq!(Tally::of_output(output), Tally { passed: 17, failed: 2, skipped: 1 });
        assert_eq!(Tally::of_output("no tests to run!\n"), Tally::default());
    }

    #[test]
    fn a_program_that_fails_without_a_failed_test_counts_as_one() {
        let mut outcome = Outcome::default();
        outcome.tests(&mut Command::new("false")).expect("it can be started");
        outcome.tests(&mut Command::new("true")).expect("it can be started");
        assert_eq!(outcome.tally, Tally { passed: 0, failed: 1, skipped: 0 });
        assert_eq!(outcome.complaints, "$ false\n");
    }
}
