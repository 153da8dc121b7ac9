//go:build browsers

package browsers

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// bidi drives a browser by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), one command at a time. It asks for no events.
type bidi struct {
	connection *websocket.Conn
	answers    chan answer
	last       int    // number of the last command
	tab        string // the browsing context
}

type answer struct {
	ID             int
	Type           string
	Error, Message string
	Result         json.RawMessage
}

func startFirefox(t *testing.T, downloads string) browser {
	t.Helper()
	profile := t.TempDir()
	preferences := fmt.Sprintf("user_pref('browser.download.folderList', 2);\nuser_pref('browser.download.dir', %q);\n"+
		"user_pref('browser.download.alwaysOpenPanel', false);\nuser_pref('network.dns.disabled', true);\n", downloads)
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o644); err != nil {
		t.Fatal(err)
	}
	output := startOnScreen(t, profile, cmp.Or(os.Getenv("FIREFOX"), "firefox-esr"), "--no-remote", "--profile", profile,
		"--width", "1280", "--height", "1000", "--remote-debugging-port", "0", "about:blank")
	address := output(`WebDriver BiDi listening on (\S+)`)

	ctx, cancel := context.WithTimeout(context.Background(), starting)
	defer cancel()
	connection, _, err := websocket.Dial(ctx, address+"/session", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.CloseNow() })
	connection.SetReadLimit(64 << 20) // of a screenshot
	d := &bidi{connection: connection, answers: make(chan answer, 100)}
	go d.read()
	var session struct {
		Capabilities struct{ BrowserVersion string }
	}
	var tree struct{ Contexts []struct{ Context string } }
	if err := d.send("session.new", object{"capabilities": object{}}, &session); err != nil {
		t.Fatal(err)
	}
	if err := d.send("browsingContext.getTree", object{}, &tree); err != nil {
		t.Fatal(err)
	}
	d.tab = tree.Contexts[0].Context
	return browser{d, "Firefox", session.Capabilities.BrowserVersion}
}

// object is one of JSON.
type object = map[string]any

// send sends a command and waits for its answer.
func (d *bidi) send(method string, params object, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	d.last++
	if err := wsjson.Write(ctx, d.connection, object{"id": d.last, "method": method, "params": params}); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	for {
		select {
		case a, open := <-d.answers:
			switch {
			case !open:
				return fmt.Errorf("%s: Firefox has closed the connection", method)
			case a.ID != d.last: // to a command that was given up
			case a.Type == "error":
				return fmt.Errorf("%s: %s: %s", method, a.Error, a.Message)
			case result == nil:
				return nil
			default:
				return json.Unmarshal(a.Result, result)
			}
		case <-ctx.Done():
			return fmt.Errorf("%s: no answer within %s", method, patience)
		}
	}
}

// read reads answers until the connection ends. A read with a time limit would end it.
func (d *bidi) read() {
	defer close(d.answers)
	for {
		var a answer
		if wsjson.Read(context.Background(), d.connection, &a) != nil {
			return
		}
		d.answers <- a
	}
}

func (d *bidi) open(url string) error {
	return d.send("browsingContext.navigate", object{"context": d.tab, "url": url, "wait": "complete"}, nil)
}

func (d *bidi) find(role, name string) ([]element, error) {
	var found struct{ Nodes []struct{ SharedID element } }
	err := d.send("browsingContext.locateNodes", object{"context": d.tab,
		"locator": object{"type": "accessibility", "value": object{"role": role, "name": name}}}, &found)
	var list []element
	for _, node := range found.Nodes {
		list = append(list, node.SharedID)
	}
	return list, err
}

func (d *bidi) call(this element, function string) (string, error) {
	params := object{"functionDeclaration": function, "awaitPromise": true, "target": object{"context": d.tab}}
	if this != "" {
		params["this"] = object{"sharedId": this}
	}
	var answer struct {
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	if err := d.send("script.callFunction", params, &answer); err != nil {
		return "", err
	}
	if answer.ExceptionDetails.Text != "" {
		return "", fmt.Errorf("%s", answer.ExceptionDetails.Text)
	}
	return answer.Result.Value, nil
}

func (d *bidi) press(path []point) error {
	return d.send("input.performActions", object{"context": d.tab, "actions": []object{mouse(path)}}, nil)
}

func (d *bidi) enter(text string) error {
	return d.send("input.performActions", object{"context": d.tab, "actions": []object{keyboard(text)}}, nil)
}

func (d *bidi) screenshot() ([]byte, error) {
	var picture struct{ Data []byte }
	err := d.send("browsingContext.captureScreenshot", object{"context": d.tab}, &picture)
	return picture.Data, err
}
