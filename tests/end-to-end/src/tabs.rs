//! Several tabs of one browser.

use fantoccini::wd::WindowHandle;

use crate::browser::Browser;

impl Browser {
    /// The tab that everything goes to.
    #[must_use]
    #[track_caller]
    pub fn tab(&self) -> WindowHandle {
        self.wait_for(self.client().window(), "the tab")
    }

    /// Opens another tab, and turns to it.
    #[track_caller]
    pub fn open_tab(&self) {
        let tab = self.wait_for(self.client().new_window(true), "a new tab").handle;
        self.turn_to(&tab);
    }

    /// Turns to a tab.
    #[track_caller]
    pub fn turn_to(&self, tab: &WindowHandle) {
        self.wait_for(self.client().switch_to_window(tab.clone()), "the other tab");
    }
}
