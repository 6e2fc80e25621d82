using System.Numerics;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Settings;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>RMSprop over spans that the caller keeps, without a state object.</summary>
internal static unsafe class RmsPropSpans
{
    public static void Step<T>(
        Span<T> parameters,
        ReadOnlySpan<T> gradients,
        Span<T> meanSquare,
        Span<T> meanGradient,
        Span<T> momentum,
        RmsPropOptions options,
        long? number
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require.Supported<T>();
        options.Validate();
        long step = Number(number, options);
        Require.SameLength(parameters.Length, gradients.Length);
        Fits("mean square", meanSquare.Length, parameters.Length);
        Fits("mean gradient", meanGradient.Length, options.Centered ? parameters.Length : 0);
        Fits("momentum", momentum.Length, options.Momentum > 0 ? parameters.Length : 0);
        Require.Apart<T>(parameters, "parameters", gradients, "gradients");
        Require.Apart<T>(parameters, "parameters", meanSquare, "mean square");
        Require.Apart(gradients, "gradients", meanSquare, "mean square");
        Apart(parameters, gradients, meanSquare, meanGradient, "mean gradient");
        Apart(parameters, gradients, meanSquare, momentum, "momentum");
        Require.Apart<T>(meanGradient, "mean gradient", momentum, "momentum");
        fixed (
            T* θ = parameters,
                g = gradients,
                v = meanSquare,
                ḡ = meanGradient,
                b = momentum
        )
        {
            var memory = new Streams<T>(θ, g, v, ḡ, b);
            // The rules of RmsPropOptions.Accept once more: a visitor that carries this memory would be an allocation
            // at every step.
            switch (options.Centered, options.Momentum > 0)
            {
                case (false, false):
                    Step<T, RmsPropRule<T, Off, Off>>(options, step, memory, parameters.Length);
                    break;
                case (false, true):
                    Step<T, RmsPropRule<T, Off, On>>(options, step, memory, parameters.Length);
                    break;
                case (true, false):
                    Step<T, RmsPropRule<T, On, Off>>(options, step, memory, parameters.Length);
                    break;
                case (true, true):
                    Step<T, RmsPropRule<T, On, On>>(options, step, memory, parameters.Length);
                    break;
            }
        }
    }

    static void Step<T, TRule>(RmsPropOptions options, long step, in Streams<T> memory, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IRule<TRule, T, RmsPropOptions>
    {
        var rule = TRule.At<Number<T>>(options, new StepInfo(step, options.LearningRate));
        var transform = GradientTransform<T>.At<Number<T>>(options, options.LearningRate, 1, double.PositiveInfinity);
        Sweep<T, TRule>.Step(rule, transform, memory, length);
    }

    // A step that took itself for the first for ever would be another algorithm.
    static long Number(long? step, RmsPropOptions options)
    {
        if (step is { } given)
            return Setting.AtLeastOne(given, nameof(step));
        if (!options.Centered && !options.BiasCorrection)
            return 1;
        throw new ArgumentException(
            $"{(options.Centered ? "Centered" : "Bias-corrected")} RMSprop needs the number of the step: pass "
                + "step, 1 at first.",
            nameof(step)
        );
    }

    static void Apart<T>(
        ReadOnlySpan<T> parameters,
        ReadOnlySpan<T> gradients,
        ReadOnlySpan<T> meanSquare,
        ReadOnlySpan<T> state,
        string name
    )
    {
        Require.Apart(parameters, "parameters", state, name);
        Require.Apart(gradients, "gradients", state, name);
        Require.Apart(meanSquare, "mean square", state, name);
    }

    static void Fits(string name, int length, int expected)
    {
        if (length == expected)
            return;
        throw new ArgumentException(
            expected == 0
                ? $"A {name} of {length} numbers was given, but these settings keep none; pass an empty span."
                : $"There are {expected} parameters but a {name} of {length} numbers; these settings need as "
                    + "many as there are parameters."
        );
    }
}
