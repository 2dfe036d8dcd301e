//! Pipes that close, users who interrupt.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{ARTICLE, command};

fn record(number: usize) -> String {
    format!("{{\"url\": \"u{number}\", \"text\": {}}}\n", serde_json::to_string(ARTICLE).unwrap())
}

#[test]
fn a_closed_pipe_is_no_error() {
    for arguments in [&["read", "--json", "-"][..], &["read", "-"], &["read", "--csv", "-"], &["cases", "-"]] {
        let mut child = command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || {
            for number in 0..2000 {
                if stdin.write_all(record(number).as_bytes()).is_err() {
                    break;
                }
            }
        });
        let mut first = [0; 10];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn records_are_answered_as_they_come() {
    let mut child = command(&["read", "--json", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdin.write_all(record(1).as_bytes()).unwrap();
    stdin.flush().unwrap();
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert!(line.contains("\"url\":\"u1\"") && line.ends_with("}\n"));
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn an_interrupt_leaves_whole_lines() {
    let mut child = command(&["read", "--json", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let writer = std::thread::spawn(move || {
        for number in 0.. {
            if stdin.write_all(record(number).as_bytes()).is_err() {
                break;
            }
        }
    });
    let mut out = String::new();
    stdout.read_line(&mut out).unwrap();
    let started = Instant::now();
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    stdout.read_to_string(&mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(started.elapsed() < Duration::from_secs(5));
    writer.join().unwrap();
    assert!(out.ends_with("}\n"), "{:?}", &out[out.len().saturating_sub(80)..]);
    assert!(out.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

#[test]
fn an_interrupt_ends_a_program_that_waits_for_input() {
    let mut child = command(&["read", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
