import ProviderKit

extension ProviderError {
    /// The same error by another code. What it says of money depends on why the PG was asked: an inquiry that fails
    /// moves nothing, and behind a call that may have moved money it leaves that open.
    func told(as code: Code) -> ProviderError { ProviderError(code, message, providerCode: providerCode) }

    /// Of an inquiry without an answer, where nothing was sent before it.
    var whileAsking: ProviderError { code == .unknown ? told(as: .temporary) : self }

    /// Of an inquiry without an answer behind a call that may have moved money.
    var inDoubt: ProviderError { code == .temporary ? told(as: .unknown) : self }
}
