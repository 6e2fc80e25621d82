using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Tests.Rules;

/// <summary>
/// Centered RMSprop where a gradient's mean dominates its noise: g = 1 + n with n ~ N(0, σ). The variance, about σ², is
/// far below the last digit of v ≈ 1.
/// </summary>
public class CenteredTests
{
    const int Lanes = 64;

    static readonly double[] Decays = [0.9, 0.99, 0.999],
        Noises = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 0];

    // SUREFOOT_LONG=1 dotnet test tests/Surefoot.Tests --filter CenteredTests takes the 100,000 steps.
    static readonly int Steps = Environment.GetEnvironmentVariable("SUREFOOT_LONG") == "1" ? 100_000 : 30_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Float_stays_finite_and_beside_double(bool biasCorrection)
    {
        var runs = Decays.SelectMany(decay => Noises.Select(noise => new Run(decay, noise, biasCorrection))).ToList();
        var random = new RandomStream(seed: 5, stream: 1);
        var normals = new double[Lanes];
        for (int step = 1; step <= Steps; step++)
        {
            for (int i = 0; i < Lanes; i++)
                normals[i] = random.At((ulong)step).Normal((ulong)i);
            foreach (var run in runs)
                run.Step(normals);
        }
        foreach (var run in runs)
            Assert.True(run.LargestError <= run.Bound, $"{run}: a step is off by {run.LargestError:P3}");
    }

    [Theory]
    [InlineData(0.9, 200)]
    [InlineData(0.99, 1500)]
    public unsafe void Subtracting_goes_negative(double decay, int within)
    {
        var rule = new SubtractingRule<float>((float)decay, (float)(1 - decay));
        float[] θ = new float[Lanes],
            g = new float[Lanes],
            v = new float[Lanes],
            ḡ = new float[Lanes],
            difference = new float[Lanes];
        var random = new RandomStream(seed: 5, stream: 1);
        int negativeAt = 0;
        fixed (
            float* pθ = θ,
                pg = g,
                pv = v,
                pḡ = ḡ,
                pd = difference
        )
        {
            for (int step = 1; negativeAt == 0 && step <= within; step++)
            {
                for (int i = 0; i < Lanes; i++)
                    g[i] = (float)(1 + (1e-4 * random.At((ulong)step).Normal((ulong)i)));
                Sweep<float, SubtractingRule<float>>.Step(rule, default, new Streams<float>(pθ, pg, pv, pḡ, pd), Lanes);
                if (Array.Exists(difference, value => value < 0))
                    negativeAt = step;
            }
        }
        Assert.InRange(negativeAt, 1, within);
    }

    // The same gradients in float and in double. Weights go back to 0 after each step, so that what they hold is the
    // step itself.
    sealed class Run(double decay, double noise, bool biasCorrection)
    {
        readonly Optimizer<float> single = new(Options(decay, biasCorrection));
        readonly Optimizer<double> oracle = new(Options(decay, biasCorrection));
        readonly float[] move = new float[Lanes],
            gradient = new float[Lanes];
        readonly double[] exactMove = new double[Lanes],
            exactGradient = new double[Lanes];

        // How far a step may be from double's. Below 1e-5 the gradients themselves have no digits left for their noise.
        public double Bound =>
            noise >= 1e-4 ? 0.005
            : noise >= 1e-5 ? 0.05
            : double.PositiveInfinity;

        public double LargestError { get; private set; }

        public void Step(double[] normals)
        {
            for (int i = 0; i < Lanes; i++)
            {
                gradient[i] = (float)(1 + (noise * normals[i]));
                exactGradient[i] = gradient[i];
            }
            Array.Clear(move);
            Array.Clear(exactMove);
            single.Step(move, gradient);
            oracle.Step(exactMove, exactGradient);
            var variance = single.State[0].Values.Span;
            for (int i = 0; i < Lanes; i++)
            {
                if (!(variance[i] >= 0) || !float.IsFinite(variance[i]) || !float.IsFinite(move[i]))
                    Assert.Fail($"{this}, step {single.Steps}: s = {variance[i]}, Δθ = {move[i]}");
                LargestError = Math.Max(LargestError, Math.Abs((move[i] / exactMove[i]) - 1));
            }
        }

        public override string ToString() => $"ρ {decay}, σ {noise}{(biasCorrection ? ", bias correction" : "")}";

        static RmsPropOptions Options(double decay, bool biasCorrection) =>
            new()
            {
                Decay = decay,
                Centered = true,
                BiasCorrection = biasCorrection,
                LearningRate = 1e-3,
                Epsilon = 1e-8,
            };
    }
}
