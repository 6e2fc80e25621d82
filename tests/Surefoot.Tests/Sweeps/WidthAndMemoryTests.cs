using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Probe;

namespace Surefoot.Tests.Sweeps;

/// <summary>
/// The bits of a step do not depend on the width of its lanes, nor on where the memory starts or ends, and no byte
/// outside is touched.
/// </summary>
public class WidthAndMemoryTests
{
    const int Longest = 256;
    const byte Canary = 0xA5;

    static readonly int[] Widths = [0, 128, 256, 512];

    public static TheoryData<string> Variants => [.. Variant.All.Select(variant => variant.Name)];

    // Every rule, and the switches that change what is loaded and stored.
    public static TheoryData<string> Rules =>
        [
            "rmsprop",
            "rmsprop momentum",
            "rmsprop centered",
            "rmsprop graves",
            "rmsprop decoupled weight decay",
            "adagrad",
            "adam",
            "adam amsgrad",
            "sgd",
            "sgd nesterov",
            "adabelief, a stranger's rule",
        ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_width_gives_the_same_bits(string name)
    {
        SameAtEveryWidth<float>(name);
        SameAtEveryWidth<double>(name);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_length_against_a_page_that_may_not_be_touched(string name)
    {
        Guarded<float>(name);
        Guarded<double>(name);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_length_at_every_alignment(string name)
    {
        Aligned<float>(name);
        Aligned<double>(name);
    }

    static void SameAtEveryWidth<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var expected = Reference<T>(name, steps: 20);
        foreach (int width in Widths)
        {
            var memory = Buffers<T>();
            for (int step = 1; step <= 20; step++)
                Step(RuleRun<T>.Of(Variant.Named(name).Options, width), memory, Longest + 3, step);
            for (int i = 0; i < memory.Length; i++)
                Same<T>(expected[i], memory[i], $"{name}, {width} bits, array {i}");
        }
    }

    static void Guarded<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var start = Buffers<T>();
        var expected = Reference<T>(name, steps: 1);
        GuardedMemory[] pages = [.. start.Select(_ => new GuardedMemory())];
        try
        {
            foreach (int width in Widths)
            {
                var run = RuleRun<T>.Of(Variant.Named(name).Options, width);
                for (int length = 0; length <= Longest; length++)
                {
                    int bytes = length * Marshal.SizeOf<T>();
                    // Ending at the guard, at whatever alignment that makes; then starting at the other.
                    foreach (bool atEnd in new[] { true, false })
                    {
                        nint[] at = [.. pages.Select(page => atEnd ? page.End - bytes : page.First)];
                        StepIn(run, pages, at, start, length);
                        Check(
                            pages,
                            at,
                            expected,
                            length,
                            $"{name}, {width} bits, length {length}, {(atEnd ? "at the end" : "at the start")}"
                        );
                    }
                }
            }
        }
        finally
        {
            foreach (var page in pages)
                page.Dispose();
        }
    }

    static void Aligned<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var start = Buffers<T>();
        var expected = Reference<T>(name, steps: 1);
        var run = RuleRun<T>.Of(Variant.Named(name).Options, 512);
        GuardedMemory[] pages = [.. start.Select(_ => new GuardedMemory())];
        try
        {
            int size = Marshal.SizeOf<T>();
            for (int offset = 0; offset < 64; offset += size)
            {
                for (int length = 0; length <= Longest; length++)
                {
                    // Each array at an alignment of its own.
                    nint[] at = [.. pages.Select((page, i) => page.First + 64 + ((offset + (i * 3 * size)) % 64))];
                    StepIn(run, pages, at, start, length);
                    Check(pages, at, expected, length, $"{name}, length {length}, {offset} bytes off");
                }
            }
        }
        finally
        {
            foreach (var page in pages)
                page.Dispose();
        }
    }

    static unsafe void StepIn<T>(RuleRun<T> run, GuardedMemory[] pages, nint[] at, T[][] start, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < pages.Length; i++)
        {
            pages[i].Bytes.Fill(Canary);
            start[i].AsSpan(0, length).CopyTo(new Span<T>((void*)at[i], length));
        }
        run.Step(at, length, 1);
    }

    static unsafe void Check<T>(GuardedMemory[] pages, nint[] at, T[][] expected, int length, string where)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < pages.Length; i++)
        {
            Same<T>(expected[i].AsSpan(0, length), new Span<T>((void*)at[i], length), $"{where}, array {i}");
            int before = (int)(at[i] - pages[i].First),
                after = before + (length * sizeof(T));
            if (pages[i].Bytes[..before].ContainsAnyExcept(Canary) || pages[i].Bytes[after..].ContainsAnyExcept(Canary))
                Assert.Fail($"{where}: array {i} was written outside.");
        }
    }

    // Weights, gradients and three slots, as they stand before a step: a slot's numbers are not negative.
    static T[][] Buffers<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[][] arrays = [.. Enumerable.Range(0, 5).Select(_ => new T[Longest + 3])];
        Gradients.Weights<T>(arrays[0]);
        Gradients.Fill<T>(arrays[1], 1);
        for (int slot = 2; slot < 5; slot++)
        {
            Gradients.Fill<T>(arrays[slot], slot);
            for (int i = 0; i < arrays[slot].Length; i++)
                arrays[slot][i] = T.Abs(arrays[slot][i]);
        }
        return arrays;
    }

    // The rule by itself, one weight after the other, one lane wide.
    static T[][] Reference<T>(string name, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = RuleRun<T>.Of(Variant.Named(name).Options, 0);
        var arrays = Buffers<T>();
        T[][] one = [new T[1], new T[1], new T[1], new T[1], new T[1]];
        for (int i = 0; i < Longest + 3; i++)
        {
            for (int k = 0; k < 5; k++)
                one[k][0] = arrays[k][i];
            for (int step = 1; step <= steps; step++)
                Step(run, one, 1, step);
            for (int k = 0; k < 5; k++)
                arrays[k][i] = one[k][0];
        }
        return arrays;
    }

    static unsafe void Step<T>(RuleRun<T> run, T[][] arrays, int length, int step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (
            T* θ = arrays[0],
                g = arrays[1],
                a = arrays[2],
                b = arrays[3],
                c = arrays[4]
        )
            run.Step([(nint)θ, (nint)g, (nint)a, (nint)b, (nint)c], length, step);
    }

    static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string where)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
            Assert.Fail($"{where}: other bits than the reference.");
    }
}
