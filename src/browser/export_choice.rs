//! What a person chose to export, and how it is kept for the next time.

use crate::worker::exporting::{Order, Subsets};

/// Which articles are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The one that is open.
    This,
    /// Those that are marked as done.
    Done,
    /// All.
    #[default]
    All,
}

/// What a person chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Which articles.
    pub scope: Scope,
    /// How they are written.
    pub order: Order,
}

/// What is kept of a choice from one export to the next.
pub(super) fn kept(chosen: &Chosen) -> String {
    let scope = match chosen.scope {
        Scope::This => "this",
        Scope::Done => "done",
        Scope::All => "all",
    };
    let subsets = chosen.order.subsets.map_or_else(String::new, |subsets| {
        format!(" {} {} {}", subsets.validation, subsets.test, subsets.seed)
    });
    format!("{} {scope}{subsets}", chosen.order.format)
}

/// The choice that was kept, or what is chosen where none was.
pub(super) fn recalled(text: &str) -> Chosen {
    let words: Vec<&str> = text.split(' ').collect();
    let number = |n: usize| words.get(n).and_then(|word| word.parse().ok());
    let subsets = number(2).zip(number(3)).zip(number(4));
    Chosen {
        scope: match words.get(1) {
            Some(&"this") => Scope::This,
            Some(&"done") => Scope::Done,
            _ => Scope::All,
        },
        order: Order {
            language: String::new(),
            format: words.first().copied().unwrap_or_default().to_owned(),
            subsets: subsets.map(|((validation, test), seed)| Subsets { validation, test, seed }),
            day: String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_is_kept() {
        for subsets in [None, Some(Subsets { validation: 10, test: 5, seed: 3 })] {
            let order = Order { format: "hugging-face".to_owned(), subsets, ..Order::default() };
            for scope in [Scope::This, Scope::Done, Scope::All] {
                let chosen = Chosen { scope, order: order.clone() };
                assert_eq!(recalled(&kept(&chosen)), chosen);
            }
        }
        assert_eq!(recalled(""), Chosen::default());
        assert_eq!(recalled("brat all x").order.subsets, None);
    }
}
