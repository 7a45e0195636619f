use super::super::{
    Kind,
    tests::{conversations, read_text, rejected_kinds, rejections},
};

const HEADER: &str = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n";
const AT: &str = "Tue Oct 31 22:10:47 +0000 2017";

fn shape(text: &str) -> Vec<String> {
    conversations(&read_text("twcs", text))
        .iter()
        .map(|read| {
            let ids: Vec<_> = read
                .messages
                .iter()
                .map(|message| message.external_id.as_str())
                .collect();
            format!("{}: {}", read.brand.as_deref().unwrap_or("-"), ids.join(" "))
        })
        .collect()
}

#[test]
fn a_thread_is_put_together_from_rows_in_any_order() {
    let text = format!(
        "{HEADER}3,7,TRUE,Tue Oct 31 23:00:00 +0000 2017,@Brizna \"hi\" &amp; thanks,,2.0\n\
         9,8,true,{AT},@Brizna no,,404\n2,Brizna,False,{AT},\"@7 try,\nthis\",3,1\n\
         1,7,True,Tue Oct 31 22:00:00 +0000 2017,help\rme,2,\n"
    );
    let records = read_text("twcs", &text);
    let read = conversations(&records);
    assert_eq!(shape(&text), ["Brizna: 1 2 3", "-: 9"]);
    let texts: Vec<_> = read[0].messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["help\nme", "@7 try,\nthis", "@Brizna \"hi\" & thanks"]);
    assert_eq!(
        read[1].messages[0].reply_to.as_deref(),
        Some("404"),
        "the missing parent stays named"
    );
    assert_eq!(records[0].line, 6, "where the first message stands");
}

#[test]
fn a_response_counts_where_the_reply_names_no_parent() {
    let rows = format!(
        "{HEADER}1,7,True,{AT},@Brizna help,\"2,5,6\",\n2,Brizna,False,{AT},@7 try this,,\n5,Other,False,{AT},@99 hello,,\n\
         6,Brizna,False,Tue Oct 31 20:10:47 +0000 2017,@7 before,,\n"
    );
    assert_eq!(shape(&rows), ["Brizna: 1 2", "Other: 5", "Brizna: 6"]);
}

#[test]
fn bad_rows_cost_only_themselves() {
    let text = format!(
        "{HEADER}x,7,True,{AT},no id,,\n1,7,True,{AT},fine,,\n1,7,True,{AT},again,,\n2,7,perhaps,{AT},odd,,\n\
         3,7,True,yesterday,odd,,\n4,7,True,{AT},short\n5,7,True,{AT},\"never closed,,\n6,7,True,{AT},\"fine, too\",,\n\
         7,7,True,{AT},\"open\",x,1e9\n8,,True,{AT},nobody,,\n"
    );
    let records = read_text("twcs", &text);
    assert_eq!(shape(&text), ["-: 1", "-: 6"]);
    assert_eq!(
        rejections(&records),
        [
            "2: tweet_id is not a number",
            "5: inbound is neither true nor false",
            "6: created_at is not a time",
            "7: the row has 5 fields instead of 7",
            "8: the row has 8 fields instead of 7",
            "10: in_response_to_tweet_id is not a number",
            "11: author_id is missing",
            "4: tweet 1 stands more than once; the first is kept",
        ]
    );
    assert_eq!(rejected_kinds(&records), [Kind::Message; 8]);
    assert_eq!(
        rejections(&read_text("twcs", "tweet_id,text\n1,hello\n")),
        ["1: there is no column \"author_id\""]
    );
}
