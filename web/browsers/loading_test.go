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

func hadNoErrors(p *page, _ checksums) {
	if errors := ask[[]string](p, "", "() => errors"); len(errors) > 0 {
		p.t.Errorf("the page reported %q", errors)
	}
}

// The page paints by itself until its stage does, and without WebGL2 always.
func paints(p *page, _ checksums) {
	s := p.painted()
	p.t.Logf("WebGL2: %v, painted by the page: %d times", s.Staged, s.Painted)
}

// painted waits until what is to paint in this browser does: the stage if there is WebGL2.
func (p *page) painted() state {
	p.t.Helper()
	webgl2 := ask[bool](p, "", `() => {
		const context = document.createElement('canvas').getContext('webgl2');
		context?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers allow only a few
		return context !== null;
	}`)
	return p.until("the network is painted", func(s state) bool { return s.Staged == webgl2 && (s.Staged || s.Painted > 0) })
}
