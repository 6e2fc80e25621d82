using System.Runtime.Intrinsics;
using Surefoot.Optimizers;
using Surefoot.Probe;

// Its weights are small, and all the same it is to show what several threads do.
Surefoot.Threading.WorkerPool.SharesSmallWork = true;

// Run by the tests as a process of its own, so that the runtime can be set up differently and its allocations and
// machine code looked at.
switch (args is [var only] ? only : "")
{
    case "hashes":
        Console.WriteLine(Widest());
        foreach (var variant in Variant.All)
        {
            Console.WriteLine($"{variant.Name}\tfloat\t{Trajectory.Hash<float>(variant, 1007, 24)}");
            Console.WriteLine($"{variant.Name}\tdouble\t{Trajectory.Hash<double>(variant, 1007, 24)}");
        }
        return 0;
    case "allocation":
        Allocation.Report(Console.Out);
        return 0;
    case "formulas":
        foreach (var variant in Variant.All)
            Console.WriteLine($"{variant.Name}\n    {string.Join("\n    ", Formula.Of(variant.Options))}");
        return 0;
    default:
        Console.Error.WriteLine("Usage: Surefoot.Probe hashes | allocation | formulas");
        return 2;
}

static int Widest() =>
    Vector512.IsHardwareAccelerated ? 512
    : Vector256.IsHardwareAccelerated ? 256
    : Vector128.IsHardwareAccelerated ? 128
    : 0;
