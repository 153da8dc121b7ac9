package spec

import (
	"fmt"
	"strconv"
	"strings"
)

// Keras writes the Keras 3 program that trains m as t says, with Convlab's
// pixels, initial weights, loss and optimiser. It uses Keras's own random
// numbers, so it ends at the same accuracy within the spread between seeds, not
// at the same weights.
func Keras(m Model, t Training) string {
	var b strings.Builder
	b.WriteString("import keras\nfrom keras import layers\n\n")
	fmt.Fprintf(&b, "keras.utils.set_random_seed(%s)\n\n", kerasSeed(t.Seed))

	shape := fmt.Sprintf("%d, %d, %d", m.Input.H, m.Input.W, m.Input.C)
	b.WriteString("(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()\n")
	first := ""
	if t.Examples < MaxExamples {
		first = fmt.Sprintf("[:%d]", t.Examples)
		fmt.Fprintf(&b, "y_train = y_train%s\n", first)
	}
	fmt.Fprintf(&b, "x_train = x_train%s.reshape(-1, %s).astype(\"float32\") / 255\n", first, shape)
	fmt.Fprintf(&b, "x_test = x_test.reshape(-1, %s).astype(\"float32\") / 255\n\n", shape)

	fmt.Fprintf(&b, "model = keras.Sequential([\n    layers.Input((%s)),\n", shape)
	if t.Shift > 0 {
		b.WriteString(kerasShift(t.Shift, m.Input))
	}
	for _, l := range m.Layers {
		fmt.Fprintf(&b, "    layers.%s,\n", kerasLayer(l))
	}
	b.WriteString("])\nmodel.summary()\n\n")

	fmt.Fprintf(&b, "model.compile(\n    optimizer=keras.optimizers.%s,\n", kerasOptimizer(t))
	b.WriteString("    loss=\"sparse_categorical_crossentropy\",\n    metrics=[\"accuracy\"],\n)\n")
	fmt.Fprintf(&b, "model.fit(x_train, y_train, batch_size=%d, epochs=%d)\n\n", t.BatchSize, t.Epochs)
	b.WriteString("loss, accuracy = model.evaluate(x_test, y_test)\n")
	b.WriteString("print(f\"test accuracy {accuracy:.2%}\")\n")
	return b.String()
}

// kerasSeed writes a seed below 2**32, which Keras needs.
func kerasSeed(seed uint64) string {
	if seed>>32 == 0 {
		return fmt.Sprint(seed)
	}
	return fmt.Sprintf("%d %% 2**32", seed)
}

// kerasShift writes a layer that moves by whole pixels, each from -pixels to
// pixels equally likely: Keras draws a real number from the range and rounds it,
// so half a pixel more on both sides makes the outermost as likely as the others.
func kerasShift(pixels int, in Shape) string {
	factor := func(side int) string { return fmt.Sprintf("%d.5 / %d", pixels, side) }
	return fmt.Sprintf("    layers.RandomTranslation(%s, %s, fill_mode=\"constant\", interpolation=\"nearest\"),\n",
		factor(in.H), factor(in.W))
}

// kerasLayer writes a layer's call with its sizes and every value that differs
// from Keras's default, in Keras's order.
func kerasLayer(l Layer) string {
	var args []string
	for _, f := range fieldsOf(l) {
		value := f.of(explicit(l))
		var text string
		switch v := value.(type) {
		case float32:
			text = decimal(v)
		case int:
			text = strconv.Itoa(v)
		default:
			text = fmt.Sprintf("%q", v)
		}
		switch {
		case !f.optional:
			args = append(args, text)
		case value != f.of(explicit(f.zeroed(l))):
			args = append(args, f.name+"="+text)
		}
	}
	return l.Kind() + "(" + strings.Join(args, ", ") + ")"
}

// kerasOptimizer writes an optimiser's call with the constants of Convlab's, so
// that the program does not depend on Keras's defaults.
func kerasOptimizer(t Training) string {
	rate := decimal(t.LearningRate)
	switch t.Optimizer {
	case RMSprop:
		return "RMSprop(learning_rate=" + rate + ", rho=0.9, epsilon=1e-7)"
	case Adam:
		return "Adam(learning_rate=" + rate + ", beta_1=0.9, beta_2=0.999, epsilon=1e-7)"
	}
	args := "learning_rate=" + rate
	if t.Momentum > 0 {
		args += ", momentum=" + decimal(t.Momentum)
	}
	if t.Nesterov {
		args += ", nesterov=True"
	}
	return "SGD(" + args + ")"
}

// decimal writes the shortest text that reads back as f, without an exponent
// where people would not write one.
func decimal(f float32) string {
	s := strconv.FormatFloat(float64(f), 'g', -1, 32)
	if strings.Contains(s, "e") && f >= 1e-6 {
		s = strconv.FormatFloat(float64(f), 'f', -1, 32)
	}
	return s
}
