package server

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// tries is the number of ports that Listen tries, including the first. If all are taken, something else is wrong.
const tries = 20

// Listen opens a port on 127.0.0.1, which no other machine can reach: this port, or the next free one above it. With port 0 the
// system chooses one.
func Listen(port int) (net.Listener, error) {
	for p := port; p < port+tries && p <= 65535; p++ {
		listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(p)))
		if !errors.Is(err, syscall.EADDRINUSE) {
			return listener, err
		}
	}
	return nil, fmt.Errorf("ports %d to %d are all taken: name a free one with -port", port, min(port+tries-1, 65535))
}
