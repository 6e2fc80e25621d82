using Surefoot.Optimizers;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Benchmarks.Watching;

/// <summary>
/// What truly happened in a run, step by step, as the label's rule reads it: the loss over fixed rows at every step,
/// free of the chance of the batch, and every layer's gradient, units and rates. The watcher sees none of it. Stands in
/// for the loss, which is where a program is called at every step.
/// </summary>
sealed class FullRecord(Network<float> network, Optimizer<float> optimizer, Loss<float> inner, LabelledData data)
    : Loss<float>,
        IDisposable
{
    const int ProbeRows = 256;

    readonly WorkerPool pool = new(1);
    readonly float[] trainInputs =
            new float[Math.Min(ProbeRows, data.Rows.Training.Count) * data.Held.InputShape.Length],
        trainTargets = new float[Math.Min(ProbeRows, data.Rows.Training.Count)];
    readonly float[] heldInputs = new float[data.Held.Count * data.Held.InputShape.Length],
        heldTargets = new float[data.Held.Count];
    readonly float[] before = new float[network.Parameters.Length],
        start = network.Parameters.ToArray(),
        rates = new float[network.Parameters.Length];
    Tape<float>? tape;

    public override string Kind => inner.Kind;

    /// <summary>The loss of each batch.</summary>
    public List<double> Batch { get; } = [];

    /// <summary>The loss over 256 training rows before each step, without dropout.</summary>
    public List<double> Train { get; } = [];

    /// <summary>The loss over 256 rows that the run never sees.</summary>
    public List<double> Held { get; } = [];

    /// <summary>The norm of each layer's gradient at each step.</summary>
    public List<double[]> Gradients { get; } = [];

    /// <summary>The norm of each layer's weights after each step.</summary>
    public List<double[]> Weights { get; } = [];

    /// <summary>What answering the same for every row never seen would cost.</summary>
    public double Chance =>
        data.Rows.Preprocessing.Task == TaskKind.Regression
            ? 1
            : heldTargets
                .CountBy(kind => kind)
                .Sum(kind =>
                    -(double)kind.Value / heldTargets.Length * Math.Log((double)kind.Value / heldTargets.Length)
                );

    /// <summary>How many steps an epoch has.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>The share of each rectified layer's units that fire for none of the 256 training rows.</summary>
    public List<double[]> Dead { get; } = [];

    /// <summary>The geometric mean of all effective rates after each step.</summary>
    public List<double> Rates { get; } = [];

    /// <summary>How far all weights moved at each step, as a share of their size.</summary>
    public List<double> Moves { get; } = [];

    protected override void AddSettings(Config config) { }

    public override Tensor<float> Apply(Tape<float> tape, Tensor<float> output, ReadOnlySpan<float> targets)
    {
        Tensor<float> loss = inner.Apply(tape, output, targets);
        if (!tape.Training)
            return loss;
        if (Batch.Count > 0)
            NoteStep();
        else
            ReadProbes();
        Batch.Add(loss.Value[0]);
        network.Parameters.CopyTo(before);
        Train.Add(Probe(trainInputs, trainTargets, out double[] dead));
        Dead.Add(dead);
        Held.Add(Probe(heldInputs, heldTargets, out _));
        return loss;
    }

    /// <summary>Notes the last step, once the run is over.</summary>
    public void Close()
    {
        if (Batch.Count > 0)
            NoteStep();
    }

    // The step before is complete: its gradients still lie in the network, and the weights have moved.
    void NoteStep()
    {
        Gradients.Add(LayerNorms(parameter => parameter.Gradient));
        Weights.Add(LayerNorms(parameter => parameter.Value));
        double moved = 0,
            size = 0;
        ReadOnlySpan<float> now = network.Parameters;
        for (int i = 0; i < now.Length; i++)
        {
            moved += Square(now[i] - before[i]);
            size += Square(before[i]);
        }
        Moves.Add(Math.Sqrt(moved / size));
        if (optimizer.Steps == 0)
            return;
        optimizer.EffectiveRates(rates);
        double logs = 0;
        foreach (float rate in rates)
            logs += Math.Log(Math.Max(rate, 1e-30f));
        Rates.Add(Math.Exp(logs / rates.Length));
    }

    delegate ReadOnlySpan<float> Numbers(Parameter<float> parameter);

    double[] LayerNorms(Numbers numbers)
    {
        var norms = new List<(string Name, double Squares)>();
        foreach (Parameter<float> parameter in network.NamedParameters)
        {
            string layer = parameter.Name[..parameter.Name.LastIndexOf('.')];
            double squares = 0;
            foreach (float slope in numbers(parameter))
                squares += Square(slope);
            if (norms.Count > 0 && norms[^1].Name == layer)
                norms[^1] = (layer, norms[^1].Squares + squares);
            else
                norms.Add((layer, squares));
        }
        return [.. norms.Select(norm => Math.Sqrt(norm.Squares))];
    }

    double Probe(float[] inputs, float[] targets, out double[] dead)
    {
        tape ??= new Tape<float>(pool) { Recording = false };
        tape.Rewind();
        Tensor<float> x = tape.Input(data.Held.InputShape.Batch(targets.Length));
        inputs.CopyTo(x.Value);
        var shares = new List<double>();
        foreach (Layer<float> layer in network.Root.Children)
        {
            x = layer.Forward(tape, x);
            // No other layer of these networks puts out exact zeros.
            if (layer is Dense<float>)
                shares.Add(SilentColumns(x.Value, x.Shape[^1]));
        }
        dead = [.. shares];
        return inner.Apply(tape, x, targets).Value[0];
    }

    static double SilentColumns(ReadOnlySpan<float> values, int columns)
    {
        int silent = 0;
        for (int column = 0; column < columns; column++)
        {
            int row = column;
            while (row < values.Length && values[row] == 0)
                row += columns;
            if (row >= values.Length)
                silent++;
        }
        return silent / (double)columns;
    }

    void ReadProbes()
    {
        data.Rows.Training.Read([.. Enumerable.Range(0, trainTargets.Length)], trainInputs, trainTargets);
        data.Held.Read([.. Enumerable.Range(0, heldTargets.Length)], heldInputs, heldTargets);
    }

    /// <summary>How far the weights are from where they began, as a share of their size then.</summary>
    public double Travelled
    {
        get
        {
            double moved = 0,
                size = 0;
            ReadOnlySpan<float> now = network.Parameters;
            for (int i = 0; i < now.Length; i++)
            {
                moved += Square(now[i] - start[i]);
                size += Square(start[i]);
            }
            return Math.Sqrt(moved / size);
        }
    }

    static double Square(double x) => x * x;

    public void Dispose()
    {
        tape?.Dispose();
        pool.Dispose();
    }
}
