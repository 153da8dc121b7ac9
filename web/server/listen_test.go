package server

import (
	"net"
	"strings"
	"testing"
)

// port returns the port of a listener. It fails the test unless only this machine can reach it.
func port(t *testing.T, l net.Listener) int {
	t.Helper()
	address := l.Addr().(*net.TCPAddr)
	if !address.IP.IsLoopback() {
		t.Fatalf("listens on %s, want loopback only", address)
	}
	return address.Port
}

func TestATakenPortLeadsToTheNextFreeOne(t *testing.T) {
	first, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	taken := port(t, first)
	second, err := Listen(taken)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if got := port(t, second); got <= taken || got >= taken+tries {
		t.Errorf("got port %d, want one of the next after %d", got, taken)
	}
}

func TestNoFreePortIsAnError(t *testing.T) {
	last, err := net.Listen("tcp4", "127.0.0.1:65535")
	if err == nil {
		defer last.Close()
	} // otherwise it is taken already, which is as good
	_, err = Listen(65535)
	if err == nil || !strings.Contains(err.Error(), "65535") {
		t.Errorf("got %v, want an error that names the ports", err)
	}
}
