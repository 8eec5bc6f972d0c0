//! What page and worker say to each other. Every message is one value of these, packed.
//!
//! The page asks by a number of its own; every answer bears it, so that an answer to something that nobody waits for
//! any more is known and dropped. Both modules come from one build: the messages have no version.

use crate::model::packing::{Pack, pack_variants};

use super::opening::Part;

/// Names what was asked for.
pub type RequestId = u32;

/// From the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Read the file that comes along with this message.
    Open {
        /// The number that the answers bear.
        id: RequestId,
        /// The file's name.
        name: String,
    },
    /// Nobody waits for this any more.
    Stop(RequestId),
}

/// From the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The worker runs and hears.
    Ready,
    /// A part of a file that is being opened.
    Opened(RequestId, Part),
    /// All of it was answered.
    Done(RequestId),
    /// It cannot be done: a sentence without the file's name.
    Failed(RequestId, String),
}

pack_variants!(Request { 0: Open { id: id, name: name }, 1: Stop { 0: id } });
pack_variants!(Answer {
    0: Ready {},
    1: Opened { 0: id, 1: part },
    2: Done { 0: id },
    3: Failed { 0: id, 1: why },
});

/// The bytes of a message.
#[must_use]
pub fn encode(message: &impl Pack) -> Vec<u8> {
    let mut bytes = Vec::new();
    message.pack(&mut bytes);
    bytes
}

/// A message from its bytes; `None` for what is none, which only another build could send.
#[must_use]
pub fn decode<T: Pack>(mut bytes: &[u8]) -> Option<T> {
    T::unpack(&mut bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_arrives_as_it_was_sent() {
        let request = Request::Open { id: 7, name: "l’été.json".to_owned() };
        assert_eq!(decode(&encode(&request)), Some(request));
        let answer = Answer::Failed(7, "the file is empty".to_owned());
        assert_eq!(decode(&encode(&answer)), Some(answer));
    }

    #[test]
    fn what_is_no_message_is_none() {
        assert_eq!(decode::<Answer>(&[]), None);
        assert_eq!(decode::<Answer>(&[250, 1, 2]), None);
        assert_eq!(decode::<Request>(&encode(&Request::Stop(3))[..1]), None);
    }
}
