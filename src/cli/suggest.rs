//! Names that come near a word that nothing is called by.

/// Up to `most` of `names`, the nearest first: those that hold the word or are held by it, then
/// those that take the fewest changes of a character.
pub fn near<'a>(word: &str, names: impl Iterator<Item = &'a str>, most: usize) -> Vec<String> {
    let chars: Vec<char> = word
        .chars()
        .filter(|c| !c.is_whitespace() && !"“”《》".contains(*c))
        .collect();
    if chars.is_empty() {
        return Vec::new();
    }
    let bare: String = chars.iter().collect();
    let mut ranked: Vec<(usize, usize, &str)> = names
        .filter_map(|n| Some((rank(&bare, &chars, n)?, n.chars().count(), n)))
        .collect();
    ranked.sort_unstable();
    ranked.truncate(most);
    ranked
        .into_iter()
        .map(|(_, _, name)| name.to_owned())
        .collect()
}

/// How far a name is; none where it is not near.
fn rank(word: &str, chars: &[char], name: &str) -> Option<usize> {
    let other: Vec<char> = name.chars().collect();
    let held = name.contains(word) || (other.len() > 1 && word.contains(name));
    if held {
        return Some(chars.len().abs_diff(other.len()).min(4));
    }
    // Half of a short word may differ, a third of a long one.
    let most = chars.len().div_ceil(3).max(usize::from(chars.len() > 1));
    if chars.len().abs_diff(other.len()) > most {
        return None;
    }
    let changes = distance(chars, &other);
    // A word of which nothing is left is no neighbour.
    (changes <= most && changes < other.len().min(chars.len())).then_some(changes * 2)
}

/// Insertions, deletions, replacements and swaps of neighbours from one word to another.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_hold_the_word_or_differ_little_are_near() {
        let names = ["和美水乡", "一街一品", "两带一心三片", "枕溪镇", "枕月湖"];
        let near = |word| near(word, names.iter().copied(), 3);
        assert_eq!(near("和美水"), ["和美水乡"]);
        assert_eq!(near("和美乡水"), ["和美水乡"]);
        assert_eq!(near("两带一心"), ["两带一心三片"]);
        assert_eq!(near("“枕溪”"), ["枕溪镇"]);
        assert!(near("国务院").is_empty() && near("").is_empty());
    }
}
