//! Small choices that a browser keeps from one visit to the next, where the person lets it.

/// A choice that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// What became of foreign labels and relations, by format.
    Imports,
    /// How the last export was made.
    Export,
}

impl Kept {
    const fn key(self) -> &'static str {
        match self {
            Self::Imports => "guillemet.imports",
            Self::Export => "guillemet.export",
        }
    }

    /// What was kept; empty where nothing was, or may be.
    #[must_use]
    pub fn recall(self) -> String {
        storage().and_then(|storage| storage.get_item(self.key()).ok().flatten()).unwrap_or_default()
    }

    /// Keeps it. Where that cannot be, the next visit begins as the first did.
    pub fn keep(self, text: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(self.key(), text);
        }
    }
}

/// `None` where the browser keeps nothing for this page.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
