//! Rules that the code keeps about itself: which module may import which, where each large dependency is named, and that
//! the documents name files that exist.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Which modules (first part of the path under `src`) a module may import; itself always.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("error", &["domain"]),
    ("clock", &[]),
    ("secret", &["error"]),
    ("instance", &["error"]),
    ("markdown", &["domain", "error"]),
    ("search", &["domain", "error"]),
    ("meaning", &["domain", "error"]),
    ("remembered", &["error"]),
    ("channels", &["domain", "error"]),
    ("db", &["domain", "error"]),
    ("settings", &["db", "domain", "error"]),
    (
        "app",
        &[
            "channels",
            "clock",
            "db",
            "domain",
            "error",
            "instance",
            "markdown",
            "meaning",
            "remembered",
            "search",
            "secret",
            "settings",
        ],
    ),
    (
        "actions",
        &[
            "app", "channels", "clock", "db", "domain", "error", "markdown", "meaning", "search", "secret", "settings",
        ],
    ),
    (
        "worker",
        &["actions", "app", "clock", "db", "domain", "error", "search", "settings"],
    ),
    (
        "web",
        &[
            "actions",
            "app",
            "clock",
            "db",
            "domain",
            "error",
            "remembered",
            "secret",
            "settings",
        ],
    ),
];

/// The doors know everything.
const UNBOUND: &[&str] = &["cli", "lib", "main"];

/// Where a crate may be named. In the other places only attributes may name it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tantivy", &["search"]),
    ("precedent_meaning", &["app", "actions", "meaning"]),
    ("diesel", &["db", "error"]),
    ("diesel_migrations", &["db"]),
    ("actix_web", &["web"]),
    ("pulldown_cmark", &["markdown"]),
    ("ammonia", &["markdown"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A source file: its module, and its text without comments.
struct Source {
    path: PathBuf,
    module: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let sources = files_below(&folder, "rs").into_iter().map(|path| {
        let inside = path.strip_prefix(&folder).unwrap().with_extension("");
        let module = inside.iter().next().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        Source {
            path,
            module,
            code: code.join("\n"),
        }
    });
    let sources: Vec<Source> = sources.collect();
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

/// The first names after each `crate::`, also of a list in braces.
fn imported(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (place, start) in code.match_indices("crate::") {
        let own = code[..place]
            .chars()
            .next_back()
            .is_none_or(|before| !is_word(before) && before != '$');
        if own {
            names.extend(heads(&code[place + start.len()..]));
        }
    }
    names
}

/// The first name of the path that `rest` begins with, or of each path of the list in braces it begins with.
fn heads(rest: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|&c| is_word(c)).collect::<String>();
    let Some(list) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let (mut depth, mut names, mut fresh) = (1, Vec::new(), true);
    for (place, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            letter if fresh && is_word(letter) => {
                names.push(word(&list[place..]));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[test]
fn imports_are_read_from_paths_and_lists() {
    let code = "use crate::{app::App, db::{self, Database},\n error::Error};\npub(crate) fn f(x: crate::clock::Clock) {}\n$crate::no";
    assert_eq!(
        imported(code).into_iter().collect::<Vec<_>>(),
        ["app", "clock", "db", "error"]
    );
}

/// The file that has to name the module of `file`, and the module's name.
fn parent_of(file: &Path) -> (Vec<PathBuf>, String) {
    let is_mod = file.ends_with("mod.rs");
    let module = if is_mod { file.parent().unwrap() } else { file };
    let name = module.file_stem().unwrap().to_string_lossy().into_owned();
    let above = module.parent().unwrap();
    let tops = ["lib.rs", "main.rs", "mod.rs"].map(|top| above.join(top));
    (tops.into_iter().chain([above.with_extension("rs")]).collect(), name)
}

#[test]
fn every_file_is_part_of_the_program() {
    for file in files_below(&root().join("src"), "rs") {
        let top = file.parent() == Some(&root().join("src"));
        if top && (file.ends_with("lib.rs") || file.ends_with("main.rs")) {
            continue;
        }
        let (parents, name) = parent_of(&file);
        let named = parents.iter().filter_map(|parent| fs::read_to_string(parent).ok());
        let declared = format!("mod {name};");
        let is_named = |text: String| text.lines().any(|line| line.trim().ends_with(&declared));
        assert!(named.into_iter().any(is_named), "{} is in no module", file.display());
    }
}

#[test]
fn modules_import_only_inward() {
    let mut wrong = Vec::new();
    for source in sources() {
        if UNBOUND.contains(&source.module.as_str()) {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(module, _)| *module == source.module) else {
            wrong.push(format!(
                "{}: the module has no place in the table",
                source.path.display()
            ));
            continue;
        };
        for name in imported(&source.code) {
            if name != source.module && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} imports {name}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn large_dependencies_are_named_in_one_place() {
    let mut wrong = Vec::new();
    for source in sources() {
        if UNBOUND.contains(&source.module.as_str()) {
            continue;
        }
        let code = without_attributes(&source.code);
        for (dependency, places) in ONLY_IN {
            if !places.contains(&source.module.as_str()) && names(&code, dependency) {
                wrong.push(format!("{} names {dependency}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a path begins with the crate `dependency`.
fn names(code: &str, dependency: &str) -> bool {
    let path = format!("{dependency}::");
    let begins = |place: usize| code[..place].chars().next_back().is_none_or(|before| !is_word(before));
    code.match_indices(&path).any(|(place, _)| begins(place))
}

/// The code without `#[...]`, which may name a crate for a derive.
fn without_attributes(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::new();
    while let Some(start) = rest.find("#[") {
        kept.push_str(&rest[..start]);
        let mut depth = 0;
        let end = rest[start..].find(|letter| {
            depth += i32::from(letter == '[') - i32::from(letter == ']');
            letter == ']' && depth == 0
        });
        rest = end.map_or("", |end| &rest[start + end + 1..]);
    }
    kept + rest
}

#[test]
fn attributes_may_name_a_crate_and_code_may_not() {
    let code = "#[derive(\n diesel::AsExpression)]\n#[x(a[0])]\nstruct A;";
    assert!(names(code, "diesel") && !names(&without_attributes(code), "diesel"));
    assert!(names("use diesel::prelude::*;", "diesel") && !names("my_diesel::x", "diesel"));
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |kind: &str| -> BTreeSet<String> {
        let folder = root().join("migrations").join(kind);
        let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        folders
            .map(|folder| {
                for file in ["up.sql", "down.sql"] {
                    assert!(folder.join(file).is_file(), "{} has no {file}", folder.display());
                }
                folder.file_name().unwrap().to_str().unwrap().to_owned()
            })
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

/// What a document names as a place in the project: a word in backticks, or the target of a link.
fn places(text: &str) -> Vec<&str> {
    const FOLDERS: &[&str] = &[
        ".ci/",
        "content/",
        "docs/",
        "meaning/",
        "migrations/",
        "scripts/",
        "src/",
        "templates/",
        "tests/",
    ];
    let quoted = text.split('`').skip(1).step_by(2);
    let quoted = quoted.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)));
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let linked = linked.filter(|target| !target.contains("://") && !target.starts_with(['#', '/']));
    let plain = |place: &&str| !place.contains(['*', '<', '{', ' ', '\n']);
    quoted.chain(linked).filter(plain).collect()
}

#[test]
fn places_are_read_from_backticks_and_links() {
    let text =
        "See `src/db/mod.rs`, `Database`, [this](docs/x.md#part), [that](https://example.com/) and `src/*/x.rs`.";
    assert_eq!(places(text), ["src/db/mod.rs", "docs/x.md#part"]);
}

#[test]
fn documents_name_files_that_exist() {
    let mut documents = files_below(&root().join("docs"), "md");
    let top = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    documents.extend(top.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    let mut wrong = Vec::new();
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for place in places(&text) {
            let path = place.split(['#', '?']).next().unwrap();
            // A line number may follow.
            let path = path.split(':').next().unwrap();
            let beside = document.parent().unwrap().join(path);
            if !path.is_empty() && !root().join(path).exists() && !beside.exists() {
                wrong.push(format!("{} names {place}", document.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
