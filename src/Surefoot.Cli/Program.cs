if (!Surefoot.Cli.StartUp.HasHandles())
    return Surefoot.Cli.ExitCode.Refused;
Surefoot.Cli.NativeLevel.StartWider(args);
return Surefoot.Cli.CommandLine.Run(args);
