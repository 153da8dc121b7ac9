//go:build browsers

package browsers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// webDriver drives a browser by WebDriver (https://w3c.github.io/webdriver/).
type webDriver struct{ session string } // its address

func startWebKit(t *testing.T, downloads string) browser {
	t.Helper()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "user-dirs.dirs"), []byte(fmt.Sprintf("XDG_DOWNLOAD_DIR=%q\n", downloads)), 0o644); err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	_, port, _ := net.SplitHostPort(address)
	startOnScreen(t, home, "WebKitWebDriver", "--port="+port)

	for end := time.Now().Add(starting); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if connection, err := net.Dial("tcp", address); err == nil {
			connection.Close()
			break
		}
	}
	d := &webDriver{"http://" + address + "/session"}
	var session struct {
		SessionID    string
		Capabilities struct{ BrowserVersion string }
	}
	if err := d.send("POST", "", object{"capabilities": object{}}, &session); err != nil {
		t.Fatal(err)
	}
	d.session += "/" + session.SessionID
	t.Cleanup(func() { d.send("DELETE", "", nil, nil) })
	err = d.send("POST", "/timeouts", object{"script": patience.Milliseconds(), "pageLoad": patience.Milliseconds()}, nil)
	if err == nil {
		err = d.send("POST", "/window/rect", object{"width": 1280, "height": 1000}, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return browser{d, "WebKitGTK", session.Capabilities.BrowserVersion}
}

// send sends a command of the session and waits for its answer.
func (d *webDriver) send(method, path string, params object, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, method, d.session+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, path, answer.Value)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, result)
}

func (d *webDriver) open(url string) error {
	return d.send("POST", "/url", object{"url": url}, nil)
}

// elementKey is the name by which WebDriver marks an element in JSON.
const elementKey = "element-6066-11e4-a52e-4f735466cecf"

// find asks for the role and name of all that may have one: WebDriver has no search for them.
func (d *webDriver) find(role, name string) ([]element, error) {
	var all []map[string]element
	err := d.send("POST", "/elements", object{"using": "css selector", "value": "a, button, input, select, summary, textarea, fieldset, [role]"}, &all)
	if err != nil {
		return nil, err
	}
	var list []element
	for _, one := range all {
		// What has no role, as something hidden, is answered with an error.
		var hasRole, hasName string
		path := "/element/" + string(one[elementKey])
		if d.send("GET", path+"/computedrole", nil, &hasRole) == nil && hasRole == role &&
			d.send("GET", path+"/computedlabel", nil, &hasName) == nil && hasName == name {
			list = append(list, one[elementKey])
		}
	}
	return list, nil
}

func (d *webDriver) call(this element, function string) (string, error) {
	args := []any{}
	if this != "" {
		args = append(args, object{elementKey: this})
	}
	var answer struct{ Value, Error string }
	script := "const [done] = [...arguments].slice(-1); (async (e) => (" + function + ").call(e))(arguments.length > 1 ? arguments[0] : undefined)" +
		".then((value) => done({ value }), (error) => done({ error: String(error) }))"
	if err := d.send("POST", "/execute/async", object{"script": script, "args": args}, &answer); err != nil {
		return "", err
	}
	if answer.Error != "" {
		return "", fmt.Errorf("%s", answer.Error)
	}
	return answer.Value, nil
}

func (d *webDriver) press(path []point) error {
	return d.send("POST", "/actions", object{"actions": []object{mouse(path)}}, nil)
}

func (d *webDriver) enter(text string) error {
	return d.send("POST", "/actions", object{"actions": []object{keyboard(text)}}, nil)
}

func (d *webDriver) screenshot() ([]byte, error) {
	var picture []byte
	err := d.send("GET", "/screenshot", nil, &picture)
	return picture, err
}

// mouse is a press, a way and a release in the form of both WebDriver and BiDi.
func mouse(path []point) object {
	var actions []object
	for i, at := range path {
		actions = append(actions, object{"type": "pointerMove", "x": int(at.X + 0.5), "y": int(at.Y + 0.5), "duration": 0})
		if i == 0 {
			actions = append(actions, object{"type": "pointerDown", "button": 0})
		}
	}
	actions = append(actions, object{"type": "pointerUp", "button": 0})
	return object{"type": "pointer", "id": "mouse", "parameters": object{"pointerType": "mouse"}, "actions": actions}
}

// keyboard is a text and the Enter key in the form of both.
func keyboard(text string) object {
	var actions []object
	for _, key := range strings.Split(text+"\uE007", "") {
		actions = append(actions, object{"type": "keyDown", "value": key}, object{"type": "keyUp", "value": key})
	}
	return object{"type": "key", "id": "keyboard", "actions": actions}
}
