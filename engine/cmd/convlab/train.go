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
  convlab export -format json -preset convnet > mine.json   # edit it, then:
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
				data, err := checkpoint.Save(r, numbers)
				if err != nil {
					return err
				}
				if err := o.save(data); err != nil {
					return err
				}
				fmt.Fprintf(out, "saved %s, %d bytes of %s\n", *path, len(data), numbers)
				return nil
			}
		},
	}
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
