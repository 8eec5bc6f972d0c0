//! What stands beside the text and need not be in the same frame as the text itself, or as a change of it: it is drawn in
//! the next one. It knows nothing of what it draws.

use yew::html::Scope;
use yew::prelude::*;

use crate::browser::later::{after, at_next_frame};

/// What is drawn.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Whether it is drawn with all else, as it is what the person is in.
    pub at_once: bool,
    /// Told whenever it has been drawn.
    pub on_drawn: Callback<()>,
    pub children: Html,
}

/// Draws the newest of its children, a frame later than it gets them.
pub struct AfterFrame {
    /// What is drawn now.
    drawn: Html,
    is_due: bool,
}

/// The frame with the change itself has been drawn.
pub struct Due;

impl Component for AfterFrame {
    type Message = Due;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        // The first time, the text itself comes a frame later than all else.
        let link = ctx.link().clone();
        at_next_frame(move || draw_later(link));
        Self { drawn: Html::default(), is_due: true }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        if ctx.props().at_once {
            self.is_due = false;
            self.drawn = ctx.props().children.clone();
            return true;
        }
        if !std::mem::replace(&mut self.is_due, true) {
            draw_later(ctx.link().clone());
        }
        false
    }

    fn update(&mut self, ctx: &Context<Self>, _: Due) -> bool {
        let is_due = std::mem::take(&mut self.is_due);
        if is_due {
            self.drawn = ctx.props().children.clone();
        }
        is_due
    }

    fn view(&self, _: &Context<Self>) -> Html {
        self.drawn.clone()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if !self.is_due {
            ctx.props().on_drawn.emit(());
        }
    }
}

/// At the second turn after the frame: what waits for the frame, a key for one, comes first.
fn draw_later(link: Scope<AfterFrame>) {
    at_next_frame(move || after(0, move || after(0, move || link.send_message(Due))));
}
