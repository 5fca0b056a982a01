// Package address tells which network addresses are one place.
package address

import "net/netip"

// Neighbourhood is the part of an address that one household or house has: of IPv6 the
// first 64 bits, because who has one of those addresses has them all.
func Neighbourhood(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap(); a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
