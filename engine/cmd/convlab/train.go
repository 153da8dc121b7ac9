package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

func train() command {
	return command{
		name:  "train",
		about: "Trains a preset, or a network of your own, on MNIST.",
		more: `
After every epoch it measures all 10,000 test images. The same settings and
seed give the same weights, bit for bit, here and in the page; the checksum at
the end shows it. Presets: ` + presetNames() + `.

  convlab train -preset dense -epochs 2
  convlab export -json -preset convnet > mine.json   # edit it, then:
  convlab train -spec mine.json -optimizer adam -o mine.safetensors
`,
		flags: func(set *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) error {
			s := settings{set: set}
			s.define()
			folder := dataFlag(set)
			path := set.String("o", "", "`file` to save the trained network to, as safetensors")
			half := set.Bool("half", false, "round the weights to 16 bits at the end: half the size")
			return func(ctx context.Context, rest []string, out, errs io.Writer) error {
				if err := operands(rest); err != nil {
					return err
				}
				m, t, err := s.read()
				if err != nil {
					return err
				}
				o, err := reserve(*path)
				if err != nil {
					return err
				}
				defer o.discard()
				numbers := checkpoint.F32
				if *half {
					numbers = checkpoint.F16
				}
				r, err := fit(ctx, m, t, *folder, numbers, out, errs)
				if err != nil || o == nil {
					return err
				}
				return o.save(r, numbers, out)
			}
		},
	}
}

// settings are the flags that say what is trained and how.
type settings struct {
	set          *flag.FlagSet
	preset, spec string
	optimizer    string
	rate         float64
	momentum     float64
	nesterov     bool
	batch        int
	epochs       int
	examples     int
	shift        int
	seed         uint64
}

func (s *settings) define() {
	note := spec.Note(64)
	s.set.StringVar(&s.preset, "preset", "convnet", "`name` of the network; the other flags default to its training")
	s.set.StringVar(&s.spec, "spec", "", "JSON `file` of a network, instead of a preset")
	s.set.StringVar(&s.optimizer, "optimizer", note.Optimizer, "rmsprop, sgd or adam")
	s.set.Float64Var(&s.rate, "lr", 0.001, "learning rate")
	s.set.Float64Var(&s.momentum, "momentum", 0, "momentum of sgd")
	s.set.BoolVar(&s.nesterov, "nesterov", false, "look ahead by the momentum (sgd)")
	s.set.IntVar(&s.batch, "batch", note.BatchSize, "images in a batch (the dense preset: 128)")
	s.set.IntVar(&s.epochs, "epochs", note.Epochs, "times that every image is seen")
	s.set.IntVar(&s.examples, "examples", note.Examples, "the first so many training images")
	s.set.IntVar(&s.shift, "shift", 0, "augmentation: pixels that a picture may move each way")
	s.set.Uint64Var(&s.seed, "seed", note.Seed, "where all random numbers come from")
}

// read takes the preset's training and changes what was asked for.
func (s *settings) read() (spec.Model, spec.Training, error) {
	p, err := preset(s.preset)
	if err != nil {
		return spec.Model{}, spec.Training{}, err
	}
	m, t := p.Model, p.Training
	if s.spec != "" {
		t = spec.Note(64)
		if m, err = loadModel(s.spec); err != nil {
			return m, t, err
		}
	}
	s.set.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "optimizer":
			t.Optimizer = s.optimizer
		case "lr":
			t.LearningRate = float32(s.rate)
		case "momentum":
			t.Momentum = float32(s.momentum)
		case "nesterov":
			t.Nesterov = s.nesterov
		case "batch":
			t.BatchSize = s.batch
		case "epochs":
			t.Epochs = s.epochs
		case "examples":
			t.Examples = s.examples
		case "shift":
			t.Shift = s.shift
		case "seed":
			t.Seed = s.seed
		}
	})
	return m, t, spec.CheckRun(m, t)
}

// fit trains and reports. The weights that it returns, and the results with
// them, are rounded to numbers.
func fit(ctx context.Context, m spec.Model, t spec.Training, folder string, numbers checkpoint.Type, out, errs io.Writer) (checkpoint.Run, error) {
	net, err := engine.New(m, t.Seed)
	if err != nil {
		return checkpoint.Run{}, err
	}
	images, test, err := load(folder)
	if err != nil {
		return checkpoint.Run{}, err
	}
	trainer, err := engine.NewTrainer(net, images, t, engine.NewLocal(net, images, t))
	if err != nil {
		return checkpoint.Run{}, err
	}
	var results engine.Results
	for !trainer.Done() {
		bar := newProgress(errs, trainer.Epoch()+1, t)
		begin := time.Now()
		sums, err := epoch(ctx, trainer, bar)
		if err != nil {
			return checkpoint.Run{}, err
		}
		seconds := time.Since(begin).Seconds()
		if results, err = measure(ctx, net, test); err != nil {
			return checkpoint.Run{}, err
		}
		fmt.Fprintf(out, "epoch %d/%d: loss %.4f, accuracy %.2f %%; test loss %.4f, accuracy %.2f %%; %.1f s, %.0f images/s\n",
			trainer.Epoch(), t.Epochs, sums.MeanLoss(), 100*sums.Accuracy(), results.Loss, 100*results.Accuracy,
			seconds, float64(t.Examples)/seconds)
	}
	checksum := engine.Checksum(net.Weights())
	fmt.Fprintf(out, "test accuracy %.2f %% on %d images\nweights %s\n", 100*results.Accuracy, results.Count, checksum)
	if numbers != checkpoint.F32 {
		for i, w := range net.Weights() {
			net.Weights()[i] = numbers.Round(w)
		}
		if results, err = measure(ctx, net, test); err != nil {
			return checkpoint.Run{}, err
		}
		fmt.Fprintf(out, "test accuracy %.2f %% with weights rounded to %s\n", 100*results.Accuracy, numbers)
	}
	return checkpoint.Run{
		Model: m, Training: t, Weights: net.Weights(),
		Results: checkpoint.Results{Epochs: t.Epochs, Accuracy: results.Accuracy, Loss: results.Loss, Checksum: checksum},
	}, nil
}

// epoch makes the steps of one epoch. Its sums are of the weights as they
// were at every step, as Keras reports them.
func epoch(ctx context.Context, trainer *engine.Trainer, bar *progress) (engine.Sums, error) {
	var sums engine.Sums
	for now := trainer.Epoch(); trainer.Epoch() == now; {
		s, err := trainer.Step(ctx)
		if ctx.Err() != nil {
			err = fmt.Errorf("interrupted in epoch %d: nothing was saved", now+1)
		}
		if err != nil {
			bar.clear()
			return sums, err
		}
		sums.Add(s)
		bar.add(s, sums)
	}
	bar.clear()
	return sums, nil
}

// measure evaluates on all test images.
func measure(ctx context.Context, net *engine.Sequential, test *dataset.Set) (engine.Results, error) {
	e := engine.NewEvaluation(net, test, dataset.TestAll())
	for !e.Next(500) { // a tenth of a second or so between looks at ctx
		if ctx.Err() != nil {
			return engine.Results{}, fmt.Errorf("interrupted while testing: nothing was saved")
		}
	}
	return e.Results(), nil
}
