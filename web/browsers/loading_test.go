//go:build browsers

package browsers

func loads(p *page, _ checksums) {
	loadsInAFrame(p)
	s := p.load(p.site.URL)
	if s.Origin != "pretrained" || len(s.Notices) > 0 {
		p.t.Errorf("the network is %s, with the notices %v, want the pretrained one and none", s.Origin, s.Notices)
	}
	p.until("all images are here", func(s state) bool { return s.Complete && s.Loaded == 60000 })
	hadNoErrors(p, nil)
}

// In a frame that is not displayed, elements have no size, and in some browsers no style. The page paints when it is displayed.
func loadsInAFrame(p *page) {
	if err := p.open(p.site.URL + "/frame"); err != nil {
		p.t.Fatal(err)
	}
	in := func(what, answer string) {
		p.wait(what, func() (bool, error) { return try[bool](p, "", "() => "+answer) })
	}
	in("the page starts in the frame", "frames[0].errors.length > 0 || JSON.parse(frames[0].convlab.state()).origin === 'pretrained'")
	if ask[bool](p, "", "() => frames[0].document.documentElement.classList.contains('painted')") {
		p.t.Error("a page that is not displayed is laid out")
	}
	ask[any](p, "", "() => { document.querySelector('iframe').style.display = 'block'; }")
	in("the frame is painted", "frames[0].errors.length > 0 || JSON.parse(frames[0].convlab.state()).painted > 0")
	if errors := ask[[]string](p, "", "() => frames[0].errors"); len(errors) > 0 {
		p.t.Errorf("in the frame the page reported %q", errors)
	}
}
