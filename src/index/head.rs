//! The front of a segment: what it was made of, how much it holds, and the checks of the rest.

use std::fs::File;
use std::io::Read;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

pub(super) const MAGIC: &[u8; 8] = b"zhengtu\x02";
/// Bytes of the header: magic, digest, four counts, the members' bytes, check.
pub(super) const HEADER: usize = 72;
/// Bytes that are checked at once.
pub(super) const BLOCK: usize = 1 << 14;

/// Sizes of a segment's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizes {
    /// Terms.
    pub terms: usize,
    /// Quads.
    pub quads: usize,
    /// Graphs.
    pub graphs: usize,
    /// Bytes of text.
    pub text: usize,
}

/// Where the parts of a body begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    pub ends: usize,
    pub first: usize,
    pub graphs: usize,
    pub rows: usize,
    pub text: usize,
    pub end: usize,
}

impl Sizes {
    pub(super) fn parts(self) -> Option<Parts> {
        let ends = self.terms.checked_mul(16)?;
        let first = self.terms.checked_mul(4)?.checked_add(ends)?;
        let graphs = (self.terms + 1).checked_mul(12)?.checked_add(first)?;
        let rows = self.graphs.checked_mul(4)?.checked_add(graphs)?;
        let text = self.quads.checked_mul(36)?.checked_add(rows)?;
        Some(Parts {
            ends,
            first,
            graphs,
            rows,
            text,
            end: text.checked_add(self.text)?,
        })
    }
}

/// One report of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Local name of the report.
    pub report: String,
    /// Digest of its quads.
    pub digest: String,
    /// Bytes of its file, as it is kept.
    pub length: u64,
}

/// What a segment is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    digest: u128,
    members: String,
}

impl Head {
    /// Of reports below a base, or of what `rest` digests.
    pub(super) fn new(base: &str, members: &[Member], rest: u128) -> Self {
        let line = |m: &Member| format!("{}\t{}\t{}\n", m.report, m.digest, m.length);
        let members: String = members.iter().map(line).collect();
        let all = format!("{base}\n{rest:x}\n{members}");
        Self {
            digest: xxh3_128(all.as_bytes()),
            members,
        }
    }

    /// The head and the sizes of a file, where its front is whole. The rest is not touched: a page
    /// that is mapped and read counts as memory of this process, with its neighbours.
    pub(super) fn of_file(file: &mut File) -> Option<(Self, Sizes)> {
        let length = usize::try_from(file.metadata().ok()?.len()).ok()?;
        let mut front = vec![0; HEADER];
        file.read_exact(&mut front).ok()?;
        let (sizes, members) = counts(&front)?;
        let body = body(sizes, members).filter(|body| *body <= length)?;
        front.resize(body, 0);
        file.read_exact(&mut front[HEADER..]).ok()?;
        Self::read(&front, length)
    }

    /// The head and the sizes of an image of this length, of which this is at least the front.
    pub(super) fn read(front: &[u8], length: usize) -> Option<(Self, Sizes)> {
        let (sizes, members) = counts(front)?;
        let body = body(sizes, members)?;
        let front = front.get(..body)?;
        let whole = length == body.checked_add(sizes.parts()?.end)?
            && number(front, HEADER - 8)? == front_check(front);
        let members = std::str::from_utf8(&front[HEADER..HEADER + members]).ok()?;
        let head = Self {
            digest: u128::from_le_bytes(front[8..24].try_into().ok()?),
            members: members.to_owned(),
        };
        whole.then_some((head, sizes))
    }

    /// The reports; none where they are not written as this program writes them.
    pub(super) fn members(&self) -> Option<Vec<Member>> {
        let member = |line: &str| {
            let mut parts = line.split('\t');
            let (report, digest) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            let length = parts.next()?.parse().ok()?;
            Some(Member {
                report,
                digest,
                length,
            })
        };
        self.members.lines().map(member).collect()
    }

    /// The check of a block of the body.
    pub(super) fn check<'a>(&self, image: &'a [u8], block: usize) -> Option<&'a [u8]> {
        let at = HEADER + self.members.len() + block * 8;
        image.get(at..at + 8)
    }

    /// Whether it is made of reports.
    pub(super) fn has_members(&self) -> bool {
        !self.members.is_empty()
    }

    /// A name for just this.
    pub(super) fn name(&self) -> String {
        format!("{:032x}", self.digest)
    }

    /// Where the body begins.
    pub(super) fn body(&self, sizes: Sizes) -> Option<usize> {
        body(sizes, self.members.len())
    }

    /// All before the body, with the checks of its blocks.
    pub(super) fn front(&self, sizes: Sizes, checks: &[u8]) -> Vec<u8> {
        let mut front = MAGIC.to_vec();
        front.extend(self.digest.to_le_bytes());
        let counts = [sizes.terms, sizes.quads, sizes.graphs, sizes.text];
        for n in counts.into_iter().chain([self.members.len()]) {
            front.extend((n as u64).to_le_bytes());
        }
        front.resize(HEADER, 0);
        front.extend_from_slice(self.members.as_bytes());
        front.extend_from_slice(checks);
        let check = front_check(&front);
        front[HEADER - 8..HEADER].copy_from_slice(&check.to_le_bytes());
        front
    }
}

/// The check of all before the body.
pub(super) fn front_check(front: &[u8]) -> u64 {
    xxh3_64(&front[HEADER..]) ^ xxh3_64(&front[..HEADER - 8]).rotate_left(1)
}

/// Where the body begins behind so many bytes of members.
fn body(sizes: Sizes, members: usize) -> Option<usize> {
    let checks = sizes.parts()?.end.div_ceil(BLOCK).checked_mul(8)?;
    HEADER.checked_add(members)?.checked_add(checks)
}

/// The sizes of a header, and the bytes of its members.
fn counts(header: &[u8]) -> Option<(Sizes, usize)> {
    let count = |at| usize::try_from(number(header, at)?).ok();
    let sizes = Sizes {
        terms: count(24)?,
        quads: count(32)?,
        graphs: count(40)?,
        text: count(48)?,
    };
    (header.get(..8)? == MAGIC).then_some((sizes, count(56)?))
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..at + 8)?.try_into().ok()?;
    Some(u64::from_le_bytes(eight))
}
