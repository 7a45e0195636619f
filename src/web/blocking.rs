//! Runs actions, which wait for the database and the index, away from the threads that answer requests.

use super::Web;
use crate::{
    app::App,
    error::{Error, Result},
};
use actix_web::web::{Data, block};

/// Runs `work` on a thread that may wait.
pub async fn run<T: Send + 'static>(
    web: &Data<Web>,
    work: impl FnOnce(&App) -> Result<T> + Send + 'static,
) -> Result<T> {
    let web = web.clone();
    // Counted from here on: it may wait for a thread.
    let under_way = web.app.under_way();
    block(move || {
        let _under_way = under_way;
        work(&web.app)
    })
    .await
    .unwrap_or_else(|error| Err(Error::internal(error)))
}
