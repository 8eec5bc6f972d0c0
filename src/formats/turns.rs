//! Long reading in turns: whoever does it stops between two bits of it when its time is up, and goes on later. It knows
//! no clock: the one who waits says when the time is up.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// After how many things of a kind it is worth asking whether the time is up.
pub const OFTEN: usize = 64;

/// So many bytes of text are read in some milliseconds.
const LONG: usize = 500_000;

/// Stops once. Nobody is woken: whoever has the work goes on with it when they like.
async fn stop() {
    let mut has_stopped = false;
    std::future::poll_fn(|_| match std::mem::replace(&mut has_stopped, true) {
        false => Poll::Pending,
        true => Poll::Ready(()),
    })
    .await;
}

/// Tells a reader when to stop for a while.
pub struct Turns<'t> {
    is_up: &'t dyn Fn(usize) -> bool,
}

impl<'t> Turns<'t> {
    /// Work that is never stopped.
    pub const WHOLE: Turns<'static> = Turns { is_up: &|_| false };

    /// `is_up` is asked again and again whether the time is up; it is told how many things were done since.
    #[must_use]
    pub fn new(is_up: &'t dyn Fn(usize) -> bool) -> Self {
        Self { is_up }
    }

    /// So many things were done: stops here for a while, if the time is up.
    pub async fn after(&self, things: usize) {
        if (self.is_up)(things) {
            stop().await;
        }
    }

    /// What comes now takes about as long as a turn, if there are so many bytes of it, and cannot be stopped: it gets a
    /// turn of its own.
    pub async fn before(&self, bytes: usize) {
        if bytes > LONG {
            stop().await;
        }
    }
}

/// Does all of it at once, whatever its turns.
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn work_stops_when_its_time_is_up_and_goes_on_where_it_was() {
        let done = Cell::new(0_usize);
        let is_up = |things| {
            done.set(done.get() + things);
            done.get().is_multiple_of(4)
        };
        let turns = Turns::new(&is_up);
        let mut work = pin!(async {
            for _ in 0..5 {
                turns.after(2).await;
            }
            "done"
        });
        let mut context = Context::from_waker(Waker::noop());
        let mut stops = Vec::new();
        let end = loop {
            match work.as_mut().poll(&mut context) {
                Poll::Ready(end) => break end,
                Poll::Pending => stops.push(done.get()),
            }
        };
        assert_eq!((stops, end, done.get()), (vec![4, 8], "done", 10));
        assert_eq!(at_once(async { Turns::WHOLE.after(3).await }), ());
        let always = |_| true;
        assert_eq!(at_once(async { (Turns::new(&always).after(1).await, 7).1 }), 7);
    }

    #[test]
    fn what_cannot_be_stopped_gets_a_turn_of_its_own_where_it_is_long() {
        let never = |_| false;
        let turns = Turns::new(&never);
        let stops_of = |bytes| {
            let mut work = pin!(turns.before(bytes));
            let mut context = Context::from_waker(Waker::noop());
            (0..).find(|_| work.as_mut().poll(&mut context).is_ready())
        };
        assert_eq!((stops_of(LONG), stops_of(LONG + 1)), (Some(0), Some(1)));
    }
}
