// Command serve serves a built dist/ on the loopback interface until it is interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"convlab/web/server"
)

func main() {
	dir := flag.String("dir", "dist", "folder to serve")
	port := flag.Int("port", 8080, "port on 127.0.0.1; if it is taken, the next free one is used")
	open := flag.Bool("open", true, "open the page in a browser if there is a desktop")
	flag.Parse()
	if err := serve(*dir, *port, *open); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(dir string, port int, open bool) error {
	handler, err := server.Handler(dir)
	if err != nil {
		return fmt.Errorf("%w (build it first: ./build.sh build)", err)
	}
	listener, err := server.Listen(port)
	if err != nil {
		return err
	}
	address := fmt.Sprintf("http://localhost:%d", listener.Addr().(*net.TCPAddr).Port)
	fmt.Printf("Convlab is at %s  (Ctrl-C ends it)\n", address)
	if open {
		openBrowser(address)
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { s.Close() })
	if err := s.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// openBrowser opens the address in a browser. Without a desktop it does nothing, and errors are ignored: the address is printed.
func openBrowser(address string) {
	var opener string
	switch {
	case runtime.GOOS == "darwin":
		opener = "open"
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		opener = "xdg-open"
	default:
		return
	}
	command := exec.Command(opener, address)
	if err := command.Start(); err != nil {
		return
	}
	go command.Wait()
}
