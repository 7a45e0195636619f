//! The site map: every page that search engines should know, articles with their translations. It is written without a
//! template, since a file of it has thousands of entries.

use super::show::{self, Topics};
use crate::{
    app::App,
    db::{self, article::Place},
    domain::{address, brand::Brand, id::ArticleId, locale::Locale},
    error::{Error, Result},
    web::{
        Web,
        error::PageError,
        escape::escape,
        kept::{self, Made},
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, http::header::HeaderValue, web::Data};
use std::collections::HashMap;

/// Articles in one file (sitemaps.org allows 50,000 addresses and 50 MB).
const FILE_MOST: i64 = 10_000;

const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// The paths of one page by language.
type Languages = Vec<(Locale, String)>;

/// `/sitemap.xml`: the pages, or where there are more than fit into one file, the files.
pub async fn sitemap(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    kept::page(&web, &request, |app, _, visitor| {
        let brand = &visitor.brand;
        let count = app
            .database
            .read(|connection| Ok::<_, Error>(db::article::count_published(connection, brand.id, &brand.locales)?))?;
        let files = (count + FILE_MOST - 1) / FILE_MOST;
        let text = if files > 1 {
            list_of(files, &visitor.site)
        } else {
            file(app, visitor, 1)?
        };
        Ok(Made::Page(text, XML))
    })
    .await
}

/// `/sitemap-{number}.xml`
pub async fn sitemap_file(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let number: i64 = request
        .match_info()
        .query("number")
        .parse()
        .map_err(|_| Error::not_found("page"))?;
    kept::page(&web, &request, move |app, _, visitor| {
        Ok(Made::Page(file(app, visitor, number)?, XML))
    })
    .await
}

fn list_of(files: i64, site: &str) -> String {
    let file = |number| format!("<sitemap><loc>{}/sitemap-{number}.xml</loc></sitemap>\n", escape(site));
    let files: String = (1..=files).map(file).collect();
    format!(
        "{DECLARATION}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{files}</sitemapindex>\n"
    )
}

/// The file with this number, from 1. The first one begins with the pages that are no articles.
fn file(app: &App, visitor: &Visitor, number: i64) -> Result<String> {
    let brand = &visitor.brand;
    let skipped = number.checked_sub(1).and_then(|before| before.checked_mul(FILE_MOST));
    let skipped = skipped
        .filter(|skipped| *skipped >= 0)
        .ok_or_else(|| Error::not_found("page"))?;
    let (articles, translated) = app.database.read(|connection| {
        let articles = db::article::places(connection, brand.id, &brand.locales, skipped, FILE_MOST)?;
        let translated = db::article::translated(connection, brand.id, &brand.locales)?;
        Ok::<_, Error>((articles, translated))
    })?;
    if articles.is_empty() && number > 1 {
        return Err(Error::not_found("page"));
    }
    let mut text = format!(
        "{DECLARATION}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    );
    if number == 1 {
        for languages in besides_articles(app, brand)? {
            for (_, path) in &languages {
                write(&mut text, &visitor.site, path, None, &languages);
            }
        }
    }
    let mut groups: HashMap<ArticleId, Languages> = HashMap::new();
    for place in translated {
        let path = path_of(&place);
        groups.entry(place.group_id).or_default().push((place.locale, path));
    }
    for place in &articles {
        let languages = groups.get(&place.group_id).map(Vec::as_slice).unwrap_or_default();
        let changed = place.updated_at.date().to_string();
        write(&mut text, &visitor.site, &path_of(place), Some(&changed), languages);
    }
    text.push_str("</urlset>\n");
    Ok(text)
}

fn path_of(place: &Place) -> String {
    address::article(&place.locale, place.id, &place.slug)
}

/// The pages that are no articles, each in its languages.
fn besides_articles(app: &App, brand: &Brand) -> Result<Vec<Languages>> {
    let mut pages: Vec<Languages> = ["", "ask", "p/accessibility", "p/privacy"]
        .map(|rest| {
            let locales = brand.locales.iter();
            locales.map(|tag| (tag.clone(), format!("/{tag}/{rest}"))).collect()
        })
        .to_vec();
    let mut topics: HashMap<_, Languages> = HashMap::new();
    app.database.read(|connection| {
        for locale in &brand.locales {
            for topic in Topics::read(app, connection, brand, locale)?.with_articles() {
                let path = show::path_of(topic);
                topics.entry(topic.id).or_default().push((locale.clone(), path));
            }
        }
        Ok::<_, Error>(())
    })?;
    let mut topics: Vec<_> = topics.into_iter().collect();
    topics.sort_unstable_by_key(|(id, _)| *id);
    pages.extend(topics.into_iter().map(|(_, languages)| languages));
    Ok(pages)
}

fn write(text: &mut String, site: &str, path: &str, changed: Option<&str>, languages: &[(Locale, String)]) {
    text.push_str("<url><loc>");
    text.push_str(&escape(site));
    text.push_str(&escape(path));
    text.push_str("</loc>");
    if let Some(changed) = changed {
        text.push_str("<lastmod>");
        text.push_str(changed);
        text.push_str("</lastmod>");
    }
    for (tag, other) in languages.iter().filter(|_| languages.len() > 1) {
        let address = (escape(site), escape(other));
        text.push_str(&format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}{}\"/>",
            address.0, address.1
        ));
    }
    text.push_str("</url>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_languages_where_there_are_several() {
        let languages = vec![
            (Locale::spanish(), "/es/a/1-uno".to_owned()),
            (Locale::english(), "/en/a/2-one".to_owned()),
        ];
        let written = |languages: &[_]| {
            let mut text = String::new();
            write(
                &mut text,
                "https://a.example/x&y",
                "/es/a/1-uno",
                Some("2026-11-21"),
                languages,
            );
            text
        };
        let page = "<url><loc>https://a.example/x&amp;y/es/a/1-uno</loc><lastmod>2026-11-21</lastmod>";
        assert_eq!(written(&languages[..1]), format!("{page}</url>\n"));
        let of = |tag, path| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"https://a.example/x&amp;y{path}\"/>")
        };
        let links = [of("es", "/es/a/1-uno"), of("en", "/en/a/2-one")].concat();
        assert_eq!(written(&languages), format!("{page}{links}</url>\n"));
    }
}
