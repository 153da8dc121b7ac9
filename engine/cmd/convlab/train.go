package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/parallel"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

func train() command {
	return command{
		name:  "train",
		about: "Trains a preset, or a network of your own, on MNIST.",
		more: `
After every epoch it evaluates all 10,000 test images. The same settings and
seed give the same weights, bit for bit, here and in the page, on any number of
threads; the checksum at the end shows it. Presets: ` + presetNames() + `.

  convlab train -preset dense -epochs 2
  convlab export -format json -preset convnet > mine.json   # edit it, then:
  convlab train -spec mine.json -optimizer adam -o mine.safetensors

Ctrl-C ends the training after the step under way and saves what was learned to
-o; a second one ends at once. The exit code is then 130. Without -o nothing is
saved.
`,
		flags: func(set *flag.FlagSet) action {
			s := settings{set: set}
			s.define()
			folder := dataFlag(set)
			path := set.String("o", "", "`file` to save the trained network to: .safetensors or .onnx")
			threads := workersFlag(set)
			half := set.Bool("half", false, "round the weights to 16 bits at the end: half the size (.safetensors)")
			return func(ctx context.Context, rest []string, std stdio) error {
				if err := operands(rest); err != nil {
					return err
				}
				m, t, err := s.read()
				if err != nil {
					return err
				}
				numbers := safetensors.F32
				if *half {
					numbers = safetensors.F16
				}
				o, err := newTarget(*path, numbers, m, t)
				if err != nil {
					return err
				}
				defer o.discard()
				ctx, stop := interruptible(ctx, std.errs, o.discard)
				defer stop()
				r, err := fit(ctx, m, t, *threads, *folder, numbers, std)
				if where := (interruption{}); errors.As(err, &where) {
					return rescue(o, r, where)
				}
				if err != nil || o == nil {
					return err
				}
				size, err := o.write(r)
				if err != nil {
					return err
				}
				fmt.Fprintf(std.out, "saved %s, %d bytes of %s\n", *path, size, numbers)
				return nil
			}
		},
	}
}

// rescue saves what an interrupted training has learned, and returns the
// interruption with the outcome.
func rescue(o *target, r checkpoint.Run, where interruption) error {
	switch {
	case r.Weights == nil:
		return interruption{where.text + ": nothing was learned yet, and nothing was saved"}
	case o == nil:
		return interruption{where.text + ": nothing was saved, because -o names no file"}
	}
	size, err := o.write(r)
	if err != nil {
		return fmt.Errorf("%s, and what was learned could not be saved to %s: %w", where.text, o.path, err)
	}
	return interruption{fmt.Sprintf("%s: saved what was learned to %s, %d bytes, not measured", where.text, o.path, size)}
}

// fit trains and reports. It returns weights rounded to numbers, and the results of
// the rounded weights. If ctx ends before the training, the error is an
// interruption, and the run has what was learned: no weights before the first
// step.
func fit(ctx context.Context, m spec.Model, t spec.Training, threads int, folder string, numbers safetensors.DType, std stdio) (checkpoint.Run, error) {
	net, err := engine.New(m, t.Seed)
	if err != nil {
		return checkpoint.Run{}, err
	}
	images, test, err := load(folder)
	if err != nil {
		return checkpoint.Run{}, err
	}
	workers := newWorkers(threads, engine.NewLocal(net, images, t))
	defer workers.Close()
	trainer, err := engine.NewTrainer(net, images, t, workers)
	if err != nil {
		return checkpoint.Run{}, err
	}
	var results engine.Results
	for !trainer.Done() {
		bar := newProgress(std.errs, trainer.Epoch()+1, t)
		begin := time.Now()
		sums, err := epoch(ctx, trainer, workers, bar)
		seconds := time.Since(begin).Seconds()
		if err == nil {
			results, err = measure(ctx, net, test, workers.Evaluate)
		}
		if err != nil {
			return learned(net, trainer, t), err
		}
		fmt.Fprintf(std.out, "epoch %d/%d: loss %.4f, accuracy %.2f %%; test loss %.4f, accuracy %.2f %%; %.1f s, %.0f images/s, %s\n",
			trainer.Epoch(), t.Epochs, sums.MeanLoss(), 100*sums.Accuracy(), results.Loss, 100*results.Accuracy,
			seconds, float64(t.Examples)/seconds, threadsOf(workers))
	}
	r := learned(net, trainer, t)
	fmt.Fprintf(std.out, "test accuracy %.2f %% on %d images\nweights %s\n", 100*results.Accuracy, results.Count, r.Results.Checksum)
	if numbers != safetensors.F32 {
		for i, w := range net.Weights() {
			net.Weights()[i] = numbers.Round(w)
		}
		if results, err = measure(ctx, net, test, workers.Evaluate); err != nil {
			return r, err
		}
		fmt.Fprintf(std.out, "test accuracy %.2f %% with weights rounded to %s\n", 100*results.Accuracy, numbers)
	}
	r.Results.Accuracy, r.Results.Loss = results.Accuracy, results.Loss
	return r, nil
}

// learned returns the network as trained so far, without an evaluation. Before the
// first step it has no weights.
func learned(net *engine.Sequential, trainer *engine.Trainer, t spec.Training) checkpoint.Run {
	r := checkpoint.Run{Model: net.Model(), Training: t}
	if trainer.Epoch() > 0 || trainer.StepInEpoch() > 0 {
		r.Weights = net.Weights()
		r.Results = checkpoint.Results{Epochs: trainer.Epoch(), Checksum: engine.Checksum(r.Weights)}
	}
	return r
}

// epoch makes the steps of one epoch. Its sums are of the weights at each step, as
// Keras reports them.
func epoch(ctx context.Context, trainer *engine.Trainer, workers *parallel.Coordinator, bar *progress) (engine.Sums, error) {
	defer bar.clear()
	var sums engine.Sums
	for now := trainer.Epoch(); trainer.Epoch() == now; {
		s, err := engine.Sums{}, ctx.Err()
		if err == nil {
			s, err = trainer.Step(ctx)
		}
		if ctx.Err() != nil && err != nil {
			err = interruption{fmt.Sprintf("interrupted in epoch %d after %d of %d steps", now+1, trainer.StepInEpoch(), trainer.StepsPerEpoch())}
		}
		if err != nil {
			return sums, err
		}
		sums.Add(s)
		bar.add(s, sums, threadsOf(workers))
	}
	return sums, nil
}

// measure evaluates on all test images; evaluateSome evaluates some of them. The only
// error is an interruption.
func measure(ctx context.Context, net *engine.Sequential, test *dataset.Set, evaluateSome func(*engine.Evaluation) (done bool)) (engine.Results, error) {
	e := engine.NewEvaluation(net, test, dataset.TestAll())
	for !evaluateSome(e) {
		if ctx.Err() != nil {
			return engine.Results{}, interruption{"interrupted while testing"}
		}
	}
	return e.Results(), nil
}
