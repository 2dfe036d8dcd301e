//! Which addresses may be asked? Those of the public internet. A page that redirects to a router, a database or the metadata service
//! of a cloud is asking for what its author cannot reach himself (server-side request forgery).
//!
//! The check is made on what a name resolves to, and the connection is made to just that: a name that resolves otherwise the
//! second time gains nothing.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves names and leaves out what may not be asked.
#[derive(Debug)]
pub(crate) struct Guarded {
    pub(crate) allows_private: bool,
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().ok_or(ureq::Error::HostNotFound)?.trim_start_matches('[').trim_end_matches(']');
        let default_port = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        let mut resolved = self.empty();
        let mut refused = None;
        for address in (host, uri.port_u16().unwrap_or(default_port)).to_socket_addrs().map_err(|_| ureq::Error::HostNotFound)? {
            if !self.allows_private && !is_public(address.ip()) {
                refused = Some(address.ip());
            } else if resolved.len() < 16 {
                resolved.push(address);
            }
        }
        match refused {
            // One private address among public ones is reason enough: which one a connection takes is chance.
            Some(address) => Err(ureq::Error::Io(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!("{host} is at the private address {address}; `--allow-private` asks it all the same"),
            ))),
            None if resolved.is_empty() => Err(ureq::Error::HostNotFound),
            None => Ok(resolved),
        }
    }
}

/// Whether an address belongs to the public internet (IANA's registries of special-purpose addresses, RFC 6890).
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_for_protocols = a == 192 && b == 0 && c == 0;
    let is_for_benchmarks = a == 198 && (b == 18 || b == 19);
    let is_relay = a == 192 && b == 88 && c == 99;
    !(a == 0
        || a >= 240
        || is_shared
        || is_for_protocols
        || is_for_benchmarks
        || is_relay
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    // An IPv4 address in another dress is judged as what it is: mapped, compatible, NAT64 and 6to4.
    let [.., seventh, eighth] = segments;
    let last_four = Ipv4Addr::new((seventh >> 8) as u8, seventh as u8, (eighth >> 8) as u8, eighth as u8);
    let is_dressed = segments[..5] == [0; 5] || segments[..6] == [0x64, 0xFF9B, 0, 0, 0, 0];
    if is_dressed {
        return !address.is_loopback() && !address.is_unspecified() && is_public_v4(last_four);
    }
    if segments[0] == 0x2002 {
        return is_public_v4(Ipv4Addr::new((segments[1] >> 8) as u8, segments[1] as u8, (segments[2] >> 8) as u8, segments[2] as u8));
    }
    let is_global_unicast = segments[0] & 0xE000 == 0x2000;
    let is_documentation = (segments[0] == 0x2001 && segments[1] == 0xDB8) || segments[0] == 0x3FFF;
    let is_tunnel = segments[0] == 0x2001 && segments[1] < 0x200;
    is_global_unicast && !is_documentation && !is_tunnel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["8.8.8.8", "193.99.144.85", "2a02:2e0:3fe:1001:302::", "::ffff:8.8.8.8"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
