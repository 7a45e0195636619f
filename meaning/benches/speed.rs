//! What the encoder and the search among vectors cost, in time of the processor: `cargo bench -p precedent-meaning`.

use precedent_meaning::{Nearest, Vector, builtin};
use std::hint::black_box;

/// 275 letters, as much as a channel of short messages takes.
const LONG_TWEET: &str = "@AyudaBrizna llevo desde ayer sin poder entrar en la app, me pide la contraseña una y otra vez y \
    el código de verificación no me llega ni por SMS ni por correo 😡 Ya he reinstalado dos veces y sigue igual. ¿Me podéis \
    decir qué hago? iPhone15, iOS 18.2 #brizna #sinservicio";
const TWEET: &str =
    "hey @brizna my order #45821 still hasn't arrived, it's been two weeks now. can you check where it is please?";
const QUESTION: &str = "How do I reset my password?";
const PARAGRAPH: &str = "Open the settings of your account and choose Security. Under Password you find a link that sends \
    you a message with which you choose a new one; it can be used for one hour. If the message does not arrive, look into the \
    folder for unwanted mail, and check that the address we know is still yours. Where it is not, write to us from the new \
    address and tell us the number of your last order, so that we can see that the account belongs to you. After you have \
    chosen a new password, all other devices are signed out, and you sign in there again. We never ask you for it.";

fn main() {
    println!("one text (the best of five runs)");
    if let Some(encoder) = builtin() {
        for (name, text) in [
            ("question", QUESTION),
            ("tweet", TWEET),
            ("long tweet", LONG_TWEET),
            ("paragraph", PARAGRAPH),
        ] {
            let seconds = best_of_five(400, || drop(black_box(encoder.encode(black_box(text)))));
            let tokens = encoder.tokens(text).len();
            let cut = best_of_five(10_000, || drop(black_box(encoder.tokens(black_box(text)))));
            let (all, cut) = (seconds * 1e3, cut * 1e3);
            println!("  {name:12} {tokens:4} tokens {all:8.3} ms, of which {cut:.3} ms to cut it into pieces");
        }
    }
    println!("the nearest ten of vectors of 512 dimensions");
    for count in [10_000, 100_000, 400_000] {
        let query = vector(7);
        let time = |nearest: Nearest| best_of_five(50, || drop(black_box(nearest.best(&query, 10, |_, _| true))));
        let exact = time(filled(Nearest::new(512), count));
        let many = time(filled(Nearest::for_many(512), count));
        println!(
            "  {count:7} vectors {:8.3} ms exactly, {:8.3} ms by their signs first: {:.2} of it",
            exact * 1e3,
            many * 1e3,
            many / exact
        );
    }
}

/// Five phrasings an owner.
fn filled(mut nearest: Nearest, count: u64) -> Nearest {
    for owner in 0..count / 5 {
        let vectors: Vec<Vector> = (0..5).map(|phrasing| vector(owner * 5 + phrasing + 1000)).collect();
        nearest.set(owner as i64, &vectors);
    }
    nearest
}

fn vector(seed: u64) -> Vector {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let values: Vec<f32> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % 2001) as f32 - 1000.0
    })
    .take(512)
    .collect();
    Vector::of(&values)
}

/// Seconds of the processor that one call takes.
fn best_of_five(calls: u32, mut call: impl FnMut()) -> f64 {
    let mut run = || {
        let start = processor_seconds();
        (0..calls).for_each(|_| call());
        (processor_seconds() - start) / f64::from(calls)
    };
    (0..5).map(|_| run()).fold(f64::INFINITY, f64::min)
}

/// What this thread has used of the processor, as Linux counts it.
fn processor_seconds() -> f64 {
    let used = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts the time of threads");
    let nanoseconds = used.split(' ').next().and_then(|number| number.parse::<f64>().ok());
    nanoseconds.map_or(0.0, |nanoseconds| nanoseconds / 1e9)
}
