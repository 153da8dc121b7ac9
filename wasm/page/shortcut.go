package main

import "unicode/utf8"

// shortcut is the key that the page's shortcuts know a pressed key by, whatever
// the keyboard's layout: the digits by their place (AZERTY has & é " there, and
// Arabic digits of its own), letters as they are written (Z is elsewhere on
// AZERTY and QWERTZ), and by their place where another script is written, as
// with Korean, Cyrillic and Greek input. key and code are those of a keyboard
// event (W3C UI Events). A named key, such as ArrowLeft, stays itself.
func shortcut(key, code string) string {
	r, _ := utf8.DecodeRuneInString(key)
	switch {
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z': // or a named key: without NumLock the number pad has them
		return key
	case code == "Space": // some layouts and input methods write another one
		return " "
	}
	for _, row := range []string{"Digit", "Numpad"} {
		if digit := after(code, row); digit >= '0' && digit <= '9' {
			return string(digit)
		}
	}
	if letter := after(code, "Key"); letter != 0 && r >= utf8.RuneSelf { // no sign of a Latin layout, such as Dvorak's ; where Z was
		return string(letter)
	}
	return key
}

// after is the only character that follows prefix in code, or 0.
func after(code, prefix string) rune {
	if len(code) != len(prefix)+1 || code[:len(prefix)] != prefix {
		return 0
	}
	return rune(code[len(prefix)])
}
