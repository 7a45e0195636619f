//! The length of a host name's label as it travels: the ASCII form of RFC 3492, whose letters stand for a flat list of
//! differences. Only the length is needed, so no letter is written.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 128;
const PREFIX: usize = "xn--".len();

/// How many ASCII characters the label takes in a host name; `None` when it cannot be written at all.
pub fn ascii_length(label: &str) -> Option<usize> {
    if label.is_ascii() {
        return Some(label.len());
    }
    let codes: Vec<u32> = label.chars().flat_map(char::to_lowercase).map(u32::from).collect();
    let basic = codes.iter().filter(|code| **code < FIRST_CODE).count();
    let mut length = PREFIX + basic + usize::from(basic > 0);
    let (mut code, mut delta, mut bias, mut written) = (FIRST_CODE, 0_u32, FIRST_BIAS, basic);
    while written < codes.len() {
        let next = *codes.iter().filter(|other| **other >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(u32::try_from(written).ok()? + 1)?)?;
        for other in &codes {
            if *other < next {
                delta = delta.checked_add(1)?;
            } else if *other == next {
                length += digits(delta, bias);
                bias = adapt(delta, u32::try_from(written).ok()? + 1, written == basic);
                delta = 0;
                written += 1;
            }
        }
        (delta, code) = (delta.checked_add(1)?, next + 1);
    }
    Some(length)
}

/// How many digits the variable-length number takes.
fn digits(mut number: u32, bias: u32) -> usize {
    let (mut count, mut k) = (1, BASE);
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if number < threshold {
            return count;
        }
        number = (number - threshold) / (BASE - threshold);
        count += 1;
        k += BASE;
    }
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::ascii_length;

    #[test]
    fn a_label_is_as_long_as_its_ascii_form() {
        let table = [
            ("example", 7),
            ("español", "xn--espaol-zwa".len()),
            ("bücher", "xn--bcher-kva".len()),
        ];
        let others = [
            ("☃", "xn--n3h".len()),
            ("日本語", "xn--wgv71a119e".len()),
            ("правда", "xn--80aafi6cg".len()),
        ];
        for (label, length) in table.into_iter().chain(others) {
            assert_eq!(ascii_length(label), Some(length), "{label}");
        }
    }
}
