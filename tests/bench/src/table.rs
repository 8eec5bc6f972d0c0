//! Sets rows in columns, as wide as what stands in them: the first to the left, the others to the right.

/// A table of text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with its heads.
    #[must_use]
    pub fn new(heads: &[&str]) -> Self {
        Self { rows: vec![heads.iter().map(|&head| head.to_owned()).collect()] }
    }

    /// Adds a row. Cells that are missing stay empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table in Markdown, with columns that also line up as they stand.
    #[must_use]
    pub fn render(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default().max(3)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for (n, row) in self.rows.iter().enumerate() {
            text.push('|');
            for (column, &width) in widths.iter().enumerate() {
                let cell = row.get(column).map_or("", String::as_str);
                text += &match column {
                    0 => format!(" {cell:<width$} |"),
                    _ => format!(" {cell:>width$} |"),
                };
            }
            text.push('\n');
            if n == 0 {
                let rule = |(column, &width): (usize, &usize)| match column {
                    0 => format!(" {} |", "-".repeat(width)),
                    _ => format!(" {}: |", "-".repeat(width - 1)),
                };
                text += &format!("|{}\n", widths.iter().enumerate().map(rule).collect::<String>());
            }
        }
        text
    }
}

/// A number of milliseconds, megabytes or whatever, with about three digits that say something.
#[must_use]
pub fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size < 9.995 => format!("{value:.2}"),
        size if size < 99.95 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// A time that was measured in nanoseconds, in the unit that suits it.
#[must_use]
pub fn duration(nanoseconds: f64) -> String {
    let units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs")];
    let found = units.iter().find(|(size, _)| nanoseconds >= *size);
    let (size, unit) = found.copied().unwrap_or((1.0, "ns"));
    format!("{} {unit}", number(nanoseconds / size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_heads_are_ruled_off() {
        let mut table = Table::new(&["what", "médian"]);
        table.row(["create".to_owned(), "9.50".to_owned()]);
        table.row(["undo".to_owned()]);
        let expected = "\
| what   | médian |
| ------ | -----: |
| create |   9.50 |
| undo   |        |
";
        assert_eq!(table.render(), expected);
    }

    #[test]
    fn numbers_and_times_show_the_digits_that_count() {
        let shown: Vec<String> = [0.0, 0.123, 9.999, 45.67, 1467.4].into_iter().map(number).collect();
        assert_eq!(shown, ["0", "0.12", "10.0", "45.7", "1467"]);
        let shown: Vec<String> = [5.0, 1_500.0, 2_300_000.0, 1.2e9].into_iter().map(duration).collect();
        assert_eq!(shown, ["5.00 ns", "1.50 µs", "2.30 ms", "1.20 s"]);
    }
}
