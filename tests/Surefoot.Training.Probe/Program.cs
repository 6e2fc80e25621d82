using System.Globalization;
using System.Runtime.Intrinsics;
using Surefoot.Training.Probe;

// Its weights are small, and all the same it is to show what several threads do.
Surefoot.Threading.WorkerPool.SharesSmallWork = true;

// Run by the tests as a process of its own, so that the runtime can be set up differently and what all threads allocate
// be counted.
switch (args)
{
    case ["allocation"]:
        Allocation.Report(Console.Out);
        return 0;
    case ["predicting"]:
        Predicting.Report(Console.Out);
        return 0;
    case ["watched"]:
        WatchedRun.Report(Console.Out);
        return 0;
    case ["models"]:
        Console.WriteLine(
            Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128
            : 0
        );
        foreach (var model in ModelCase.All)
            Console.WriteLine(TrainedModel.Report(model));
        return 0;
    case ["operations"]:
        Console.WriteLine(
            Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128
            : 0
        );
        OperationReport.Write<float>(Console.Out);
        OperationReport.Write<double>(Console.Out);
        return 0;
    case ["characters"]:
        CharacterModel.Report(Console.Out);
        return 0;
    case ["steps", var count]:
        LongRun.Report(Console.Out, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine(
            "Usage: Surefoot.Training.Probe allocation | predicting | watched | models | operations | characters "
                + "| steps COUNT"
        );
        return 2;
}
