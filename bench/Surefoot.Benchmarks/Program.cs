using BenchmarkDotNet.Running;
using Surefoot.Benchmarks.Checkpoints;
using Surefoot.Benchmarks.Choosing;
using Surefoot.Benchmarks.Pairs;
using Surefoot.Benchmarks.Proofs;
using Surefoot.Benchmarks.Speed;
using Surefoot.Benchmarks.Watching;

if (args is ["pairs", ..])
    return PairedSteps.Run(args[1..]);
if (args is ["sparse", ..])
    return SparsePairs.Run(args[1..]);
if (args is ["train", ..])
    return TrainingSpeed.Run(args[1..]);
if (args is ["matmul", ..])
    return ProductSpeed.Run(args[1..]);
if (args is ["deep", ..])
    return DeepNetworks.Run(args[1..]);
if (args is ["ahead"])
    return ReadingAhead.Run();
if (args is ["predict"])
    return PredictionSpeed.Run();
if (args is ["small"])
    return SmallSteps.Run();
if (args is ["checkpoints", ..])
    return CheckpointCost.Run(args[1..]);
if (args is ["stop", ..])
    return StopPairs.Run(args[1..]);
if (args is ["serve", ..])
    return StepServer.Run(args[1..]);
if (args is ["choose", ..])
    return DefaultsChooser.Run(args[1..]);
if (args is ["tables", _, ..])
    return TableRuns.Run(args[1..]);
if (args is ["texts", _, ..])
    return TextRuns.Run(args[1..]);
if (args is ["watch", "swing", ..])
    return SwingRemedies.Run(args[2..]);
if (args is ["watch", "cost", ..])
    return WatcherCost.Run(args[2..]);
if (args is ["watch", ..])
    return WatchScore.Run(args[1..]);
if (args is ["lab", ..])
    return await PageCost.Run(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
