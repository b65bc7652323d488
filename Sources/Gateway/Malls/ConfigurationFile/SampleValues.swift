/// The secrets of the sample `providers.json` and of the contract's examples. Everybody knows them.
enum SampleValues {
    static let known: Set<String> = [
        "demo-public", "demo-secret", "svc-test-key-0001", "testClientId0000000001", "testClientSecret000001",
        "c2FtcGxlIHNlYWxpbmcga2V5LCBvbiBsb29wYmFjay4=",
    ]
}
