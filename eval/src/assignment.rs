//! Pairing gold with prediction one to one so that the sum of the weights is as large as it can be.

/// The pairs `(row, column)` of the best one-to-one assignment, in order of the rows. As many rows and columns as possible are
/// paired, also where their weight is 0: whoever wants more of a pair must look at its weight.
///
/// # Panics
/// If a weight is not finite.
pub fn best_pairs(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let weights: Vec<f64> =
        (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).map(|(row, column)| weight(row, column)).collect();
    let (paired_rows, paired_columns) = lsap::solve(rows, columns, &weights, true).expect("weights are finite");
    paired_rows.into_iter().zip(paired_columns).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sum_counts_and_not_the_best_single_pair() {
        // Taking 0.9 first leaves 0.0 for the other row: 0.9 < 0.8 + 0.7.
        let weights = [[0.9, 0.8], [0.7, 0.0]];
        assert_eq!(best_pairs(2, 2, |row, column| weights[row][column]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn more_rows_than_columns_leave_rows_alone() {
        let weights = [[0.1], [0.9], [0.5]];
        assert_eq!(best_pairs(3, 1, |row, column| weights[row][column]), [(1, 0)]);
        assert_eq!(best_pairs(0, 4, |_, _| 0.0), []);
    }

    /// The largest sum over all assignments, tried one by one.
    fn best_sum(weights: &[Vec<f64>], row: usize, free: &mut Vec<bool>) -> f64 {
        if row == weights.len() {
            return 0.0;
        }
        let mut best = best_sum(weights, row + 1, free);
        for column in 0..free.len() {
            if std::mem::take(&mut free[column]) {
                best = best.max(weights[row][column] + best_sum(weights, row + 1, free));
                free[column] = true;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_assignment_has_a_larger_sum(rows in 1usize..5, columns in 1usize..5, values in prop::collection::vec(0u32..1000, 25)) {
            let weights: Vec<Vec<f64>> = (0..rows).map(|row| (0..columns).map(|column| f64::from(values[row * 5 + column]) / 1000.0).collect()).collect();
            let sum: f64 = best_pairs(rows, columns, |row, column| weights[row][column]).iter().map(|&(row, column)| weights[row][column]).sum();
            prop_assert!((sum - best_sum(&weights, 0, &mut vec![true; columns])).abs() < 1e-9);
        }
    }
}
