//! Stories of whole messages.
