//! A digest of a list of words; the build script shares this file.

/// FNV-1a over the words, each closed by a byte that no UTF-8 text holds.
pub fn digest<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        fold(word.bytes().fold(hash, fold), 0xff)
    })
}
