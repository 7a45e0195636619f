//! Two processes do not share a data folder.

use precedent::{error::Code, instance::Instance};

#[test]
fn the_second_is_refused_with_the_first_ones_number_until_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("data");
    let first = Instance::lock(&data_dir).unwrap();
    let refused = Instance::lock(&data_dir).unwrap_err();
    assert_eq!(refused.code(), Code::Conflict);
    let named = format!("in use by process {}.", std::process::id());
    assert!(refused.to_string().contains(&named), "{refused}");
    drop(first);
    Instance::lock(&data_dir).unwrap();
}

#[test]
fn what_a_killed_process_left_behind_is_no_lock() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("precedent.lock"), "4294967295 and more").unwrap();
    let _instance = Instance::lock(folder.path()).unwrap();
    let number = std::fs::read_to_string(folder.path().join("precedent.lock")).unwrap();
    assert_eq!(number, std::process::id().to_string());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = Instance::lock(&file.join("data")).unwrap_err();
    assert!(refused.to_string().contains("file/data"), "{refused}");
}
