package db

import (
	"net"
	"time"
)

// A line to PostgreSQL that has gone dead without a word, because a firewall forgot it or a
// machine lost its power, is given up after silence: else what waits on it would hold a
// connection for a quarter of an hour, and what begins or ends a transaction waits without
// regard to who asked.
const silence = 20 * time.Second

// reaching is how long it may take to reach PostgreSQL, unless the address says connect_timeout.
const reaching = 10 * time.Second

// line is how a line to PostgreSQL is opened.
func line(within time.Duration) *net.Dialer {
	return &net.Dialer{
		Timeout:         within,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: silence / 2, Interval: silence / 8, Count: 4}, // while nothing is under way
		Control:         limitSilence,                                                                          // while something is
	}
}
