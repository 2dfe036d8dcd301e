//! Which tables there are, and how a record of an older version becomes one of today's.
//!
//! `schema/1.sql` makes the first version; each further file turns a record of the version before into its own. A new record runs through all of
//! them, so that an old record and a new one cannot differ. `tests/data` holds one record of each version that there was.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::{Connection, TransactionBehavior};

use crate::deflated::deflated;

/// Written into the file's header, so that it is known as ours: `Quel`.
pub(crate) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"Quel");

/// The steps from each version to the next.
const STEPS: &[&str] =
    &[include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql"), include_str!("schema/4.sql")];

/// The version of the records that this program writes.
pub const VERSION: i32 = STEPS.len() as i32;

/// Brings a record up to date. Another program may do the same at the same time: whoever comes second finds nothing to do.
pub(crate) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    if version(connection)? >= VERSION {
        return Ok(());
    }
    let deflate = |call: &mut Context| Ok(deflated(call.get_raw(0).as_bytes()?));
    connection.create_scalar_function("deflated", 1, FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY, deflate)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    if found < VERSION {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()
}

/// The version of a record; 0 for a file in which nothing is yet.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
