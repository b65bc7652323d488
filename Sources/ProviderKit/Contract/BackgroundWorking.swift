/// A module with work of its own that no request waits for.
public protocol BackgroundWorking: PaymentProvider {
    /// Works until the surrounding task is cancelled or a graceful shutdown begins, then returns.
    ///
    /// Runs once per account. It must survive a restart at any point.
    func run() async
}
