import ProviderKit
import Testing

@testable import Gateway

/// A hash that begins with `+`, which a form that does not escape it brings as a blank.
struct HashFieldTests {
    /// Of `12000KRW{order}demomall:1:acct7f3a`, under the contract's service key.
    static let digests = [
        ("20220519-0000134", "+7Urhhtq4JXemMM+2rCVtLiuJcUTwQpOtl3aCMtxnxQ="),
        ("20220519-0002696", "++k04AM0ThwsdhKuh1mbASADQG2eiJiYlJda6eVMFfE="),
        ("20220519-0124440", "+++t1CQ7M8G02scqA1R5GU4FzCpBf/AlL9LNFOee6Cs="),
    ]

    enum Way: CaseIterable {
        case unescaped, unescapedWithALineBreak, unescapedAfterALineBreak, escaped, escapedAmongBlanks, query, json
        case jsonWithBlanks

        /// Type, query and body.
        func request(_ digest: String) -> (type: String?, query: String, body: String) {
            let escaped = digest.split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%2B")
            let blank = String(digest.map { $0 == "+" ? " " : $0 })
            return switch self {
            case .unescaped: (nil, "", "hash_data=\(digest)")
            case .unescapedWithALineBreak: (nil, "", "hash_data=\(digest)%0D%0A")
            case .unescapedAfterALineBreak: (nil, "", "hash_data=%0A\(digest)")
            case .escaped: (nil, "", "hash_data=\(escaped)")
            case .escapedAmongBlanks: (nil, "", "hash_data=++\(escaped)++")
            case .query: (nil, "hash_data=\(digest)", "")
            case .json: ("application/json", "", #"{"hash_data":"\#(digest)"}"#)
            case .jsonWithBlanks: ("application/json", "", #"{"hash_data":"\#(blank)\n"}"#)
            }
        }
    }

    @Test(arguments: digests, Way.allCases)
    func itIsTheSameInEveryWayOfSending(vector: (order: String, digest: String), way: Way) throws {
        let request = way.request(vector.digest)
        let fields = try RequestFields(
            method: "POST",
            contentType: request.type,
            query: request.query,
            body: Array(request.body.utf8)
        )
        let data = HashData(message: "12000KRW\(vector.order)\(HashVector.partner)")
        let hash = try fields.hash("hash_data")
        #expect(HashKey(Secret(HashVector.serviceKey)).verifies(hash, data))
    }

    @Test(arguments: ["", " ", "+++", "%0A"])
    func oneOfBlanksAloneIsMissing(value: String) throws {
        let fields = try RequestFields(
            method: "POST",
            contentType: nil,
            query: "",
            body: Array("hash_data=\(value)".utf8)
        )
        let fault = #expect(throws: RequestFault.self) { try fields.hash("hash_data") }
        #expect(fault?.description == "hash_data is missing")
    }
}
