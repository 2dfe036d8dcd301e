//! Work on many items with all processors, in order and in constant memory.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::thread;

/// How many items a thread is given at a time, at most.
const ITEMS_PER_THREAD: usize = 16;

/// A batch grows no further once its items weigh so many bytes.
const BATCH_BYTES: usize = 4 << 20;

/// Works on each item and hands the results to `sink` in the order of the items, until it breaks off.
///
/// The first batch is a single item and each further one twice as long, so that the first result comes at once.
pub(crate) fn in_order<I: Send, O: Send>(
    mut items: impl Iterator<Item = I>,
    bytes_of: impl Fn(&I) -> usize,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O) -> ControlFlow<()>,
) {
    let threads_count = thread::available_parallelism().map_or(1, usize::from);
    let mut batch_length = 1;
    loop {
        let mut batch = Vec::with_capacity(batch_length);
        let mut bytes = 0;
        while batch.len() < batch_length && bytes < BATCH_BYTES {
            let Some(item) = items.next() else { break };
            bytes += bytes_of(&item);
            batch.push(item);
        }
        if batch.is_empty() {
            return;
        }
        for result in work_on_batch(batch, threads_count, &work) {
            if sink(result).is_break() {
                return;
            }
        }
        batch_length = (batch_length * 2).min(threads_count * ITEMS_PER_THREAD);
    }
}

fn work_on_batch<I: Send, O: Send>(batch: Vec<I>, threads_count: usize, work: &(impl Fn(I) -> O + Sync)) -> Vec<O> {
    if threads_count == 1 || batch.len() == 1 {
        return batch.into_iter().map(work).collect();
    }
    let queue = Mutex::new(batch.into_iter().enumerate());
    let take = || queue.lock().expect("no thread panics while it holds the queue").next();
    let mut results: Vec<(usize, O)> = thread::scope(|scope| {
        let worker = || {
            let mut done = Vec::new();
            while let Some((index, item)) = take() {
                done.push((index, work(item)));
            }
            done
        };
        let threads: Vec<_> = (0..threads_count).map(|_| scope.spawn(worker)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_stop_when_told() {
        let mut seen = Vec::new();
        in_order(
            0..500,
            |_| 1,
            |number| number * 2,
            |result| {
                seen.push(result);
                if seen.len() == 300 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(seen, (0..300).map(|number| number * 2).collect::<Vec<_>>());
    }
}
