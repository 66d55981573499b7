CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE articles (
	id VARCHAR(200) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	day DATE, 
	title TEXT NOT NULL, 
	source TEXT NOT NULL, 
	url TEXT NOT NULL, 
	language VARCHAR(16) NOT NULL, 
	body TEXT NOT NULL, 
	form TEXT NOT NULL, 
	licence TEXT DEFAULT '' NOT NULL, 
	keep_until DATE, 
	PRIMARY KEY (id)
);
CREATE INDEX articles_by_day ON articles (day);
CREATE INDEX articles_by_url ON articles (url);
CREATE TABLE readings (
	article VARCHAR(200) NOT NULL, 
	version VARCHAR(80) NOT NULL, 
	form BLOB NOT NULL, 
	PRIMARY KEY (article, version)
);
CREATE TABLE appearances (
	article VARCHAR(200) NOT NULL, 
	actor VARCHAR(200) NOT NULL, 
	edition DATE NOT NULL, 
	day DATE NOT NULL, 
	story VARCHAR(200) NOT NULL, 
	mentions INTEGER NOT NULL, 
	salience FLOAT NOT NULL, 
	PRIMARY KEY (article, actor, edition)
);
CREATE INDEX appearances_by_story ON appearances (story, day);
CREATE INDEX appearances_by_edition ON appearances (edition);
CREATE INDEX appearances_by_actor ON appearances (actor, day);
CREATE TABLE actors (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	first_seen DATE NOT NULL, 
	last_seen DATE NOT NULL, 
	form TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX actors_by_name ON actors (folded);
CREATE INDEX actors_by_last_seen ON actors (last_seen);
CREATE TABLE stories (
	id VARCHAR(200) NOT NULL, 
	edition DATE NOT NULL, 
	title TEXT NOT NULL, 
	form TEXT NOT NULL, 
	known TEXT NOT NULL, 
	PRIMARY KEY (id, edition)
);
CREATE INDEX stories_by_edition ON stories (edition);
CREATE TABLE members (
	edition DATE NOT NULL, 
	story VARCHAR(200) NOT NULL, 
	article VARCHAR(200) NOT NULL, 
	day DATE NOT NULL, 
	PRIMARY KEY (edition, story, article)
);
CREATE INDEX members_by_story ON members (story, day);
CREATE TABLE editions (
	day DATE NOT NULL, 
	number INTEGER NOT NULL, 
	form TEXT NOT NULL, 
	PRIMARY KEY (day)
);
CREATE TABLE deliveries (
	edition DATE NOT NULL, 
	recipient VARCHAR(320) NOT NULL, 
	message_id TEXT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	attempts INTEGER NOT NULL, 
	answer TEXT NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (edition, recipient)
);
CREATE TABLE sources (
	name VARCHAR(200) NOT NULL, 
	form TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE VIRTUAL TABLE articles_text USING fts5(title, body, content='articles', content_rowid='rowid', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN INSERT INTO articles_text(rowid, title, body) VALUES (new.rowid, new.title, new.body); END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN INSERT INTO articles_text(articles_text, rowid, title, body) VALUES ('delete', old.rowid, old.title, old.body); END;
CREATE TRIGGER articles_au AFTER UPDATE OF title, body ON articles BEGIN INSERT INTO articles_text(articles_text, rowid, title, body) VALUES ('delete', old.rowid, old.title, old.body);INSERT INTO articles_text(rowid, title, body) VALUES (new.rowid, new.title, new.body); END;
INSERT INTO meta VALUES ('version', '1');
INSERT INTO articles VALUES ('2659226f9f9ad21c', '53c92ef0def240acfca702e6f8b4cbf9636d0cf1a3f5b5899eb2ea2a125c89e7', '2019-01-28', 'Quays to be widened', 'Harbour Wire', '', 'en', 'Anna Berg, the harbour minister, spoke in Oslo on Monday.
The quays will be widened.', '{"schema": "briefing.article/1", "id": "2659226f9f9ad21c", "title": "Quays to be widened", "published": "2019-01-28", "published_from": "metadata", "source": "Harbour Wire", "url": "", "language": "en", "authors": [], "origin": "", "extract": "", "blocks": []}', '', NULL);
INSERT INTO articles VALUES ('a25f9b459e59ae17', '74c072271e61240bd5d01511ee96fbbece97a375698a9406b711e0dd8559dcf3', '2019-01-29', 'Café tax cut', 'Élan Daily', '', 'en', 'Ms Berg, now finance minister, cut the café tax.
Anna Berg smiled.', '{"schema": "briefing.article/1", "id": "a25f9b459e59ae17", "title": "Café tax cut", "published": "2019-01-29", "published_from": "metadata", "source": "Élan Daily", "url": "", "language": "en", "authors": [], "origin": "", "extract": "", "blocks": []}', '', NULL);
INSERT INTO articles VALUES ('limited', '78747c818063dba214d10d797eb1d91cac89f9cf195ad5de61f6467496bafbd3', '2019-01-30', 'For a while', 'Harbour Wire', '', 'en', 'A text that may be kept for a while only.', '{"schema": "briefing.article/1", "id": "limited", "title": "For a while", "published": null, "published_from": "metadata", "source": "Harbour Wire", "url": "", "language": "en", "authors": [], "origin": "", "extract": "", "blocks": []}', 'CC BY 4.0', '2019-03-01');
INSERT INTO readings VALUES ('2659226f9f9ad21c', 'test', X'789c8d53c18ed33010fd15cbe73434515b1a6e805670007541481cca0a39c924b1ead8c5767637aaf6df9971da6cd25d244ef5cc7bf5bcf7c639715734d00afe8ef1dc4aa8a4ae630ba2c4df37098f18972561e9669da5e9a6caaa4c94695210e2a55740e0b74ef48e79c372600fb2040d25e1ce74b60884cfc2e658b09fd202219d55d4a6a312baee441d68a0a9233adf18ebb0b1bfc3f2d8e54aba060619cb245b2c9345bae553e877654d4b780b5e94c28b200f1e3df5de6b2dd807b075c47c03ac396b69a596ce838d983b9a0330a9d9ce29c38c665f8d2e451fffd23f90ff27987b904a4decc5c11f680fba8020f5c49d1796062e23724272d76ff17890e1cc7353f6fc2962cfc4f576646e572f98e4bdc509d2e87f0ec8c8667f0ce1ddde7c0fe915de58aa8f601702ad2f72b43e1fbc4ac71b569bc9155f761f6757d4475818cc641063a1023bfabdbb10cfe28667321f8a142d5a982d81bf225949e1865b79a08469469d5bd70b0b302e19d73e924ee3b65fb003b9bf7a3cc190a82a89a329618475a7142d15d59049ca39dece7790861407a763361393bb737df1f7e9f6e6cadfccd92b3efe4fd66a2e2b096ebc6ce1f1f996c91ff6498c4f6619af43bf6b5b61298ffd92ea7bb06e9884113a4f7a8d95b5d4970f1473b5b8e84b992b531cc629f770790201c4afc33724f1e92fe52c4ec1');
INSERT INTO readings VALUES ('a25f9b459e59ae17', 'test', X'789c8d534b6edb3010bd0ac1b5ac4a869558d9f5b72c5074eb06c5481a4944f831482ab161e4003d4acf918b75868e945f03742572de9b796f66a8930ced8806e495908d57d82b3be41ea1a3ef87526642aa8e3158577ddd6caa1aab1ab0bc6424aaa891c1cfd03ffc11110ea29d2223c14dbe4dd0c36f0d567c01a58f0c4c5e73948f141f2618120b2d47608aa3f38102bb6bbaeea746ab3062d25f1765bd2acad5ba96cfa15fbd77867183113a88907ce12172ec5b109fd00f99b0ee4e5063605b1446591522fa8cbd8a38a26867f7f94ffbd15a48492218a5b1cb53376823526e7276922182e7fa45c6c6d9dd664bc71b95ceb271dd51de67e289b8a917e6c5c51b26b76a484139fbaec0257775dca7597dfffa230dab8dcef37d8f7e05647bd590ed7785abedff9760471e7bf44bd3d733fbd1e1f94dbc4c238a0593ea2f5394ff10d50ac2b9eabc2099049d7e8cbede548269b7b4ed85745a96fc869dc8c7576f26f5047daf489d274db09db4e6e59221ee93e79d6f5fee629dd2a23278789ac3b3845d99d38e8abc4af1c918f02cbc2bf87e8b3e9c95c86b48bf85f36a5076fe01a8014f439daf8d76edcda2728bf3b81378a7ba38b2c5fbbfbc851cc1');
INSERT INTO appearances VALUES ('2659226f9f9ad21c', 'per-anna-berg', '2019-01-28', '2019-01-28', 's1', 2, 0.8);
INSERT INTO appearances VALUES ('2659226f9f9ad21c', 'gpe-oslo', '2019-01-28', '2019-01-28', 's1', 1, 0.4);
INSERT INTO appearances VALUES ('a25f9b459e59ae17', 'per-anna-berg', '2019-01-29', '2019-01-29', 's2', 2, 0.8);
INSERT INTO actors VALUES ('gpe-oslo', 'Oslo', 'oslo', '2019-01-28', '2019-01-28', '{"id": "gpe-oslo", "name": "Oslo", "type": "GPE", "aliases": [], "roles": [], "dated_roles": [], "affiliation": null, "salience": 0.4, "mentions": 1}');
INSERT INTO actors VALUES ('per-anna-berg', 'Anna Berg', 'anna berg', '2019-01-28', '2019-01-29', '{"id": "per-anna-berg", "name": "Anna Berg", "type": "PER", "aliases": ["Ms Berg"], "roles": ["finance minister"], "dated_roles": [{"text": "finance minister", "day": "2019-01-29"}], "affiliation": null, "salience": 0.8, "mentions": 2}');
INSERT INTO stories VALUES ('s1', '2019-01-28', 'Quays to be widened', '{"schema": "briefing.story/1", "id": "s1", "title": "Quays to be widened", "articles": ["2659226f9f9ad21c"], "copies": [], "lead_actor": "per-anna-berg", "actors": [{"id": "per-anna-berg", "name": "Anna Berg", "type": "PER", "aliases": ["Berg"], "roles": ["harbour minister"], "dated_roles": [{"text": "harbour minister", "day": "2019-01-28"}], "affiliation": null, "salience": 0.8, "mentions": 2}, {"id": "gpe-oslo", "name": "Oslo", "type": "GPE", "aliases": [], "roles": [], "dated_roles": [], "affiliation": null, "salience": 0.4, "mentions": 1}], "from": "2019-01-28", "to": "2019-01-28"}', '{"id": "s1", "title": "Quays to be widened", "last": "2019-01-28", "articles": ["2659226f9f9ad21c"], "terms": [["quay", 1.0]], "vector": "", "actors": []}');
INSERT INTO stories VALUES ('s2', '2019-01-29', 'Café tax cut', '{"schema": "briefing.story/1", "id": "s2", "title": "Café tax cut", "articles": ["a25f9b459e59ae17"], "copies": [], "lead_actor": "per-anna-berg", "actors": [{"id": "per-anna-berg", "name": "Anna Berg", "type": "PER", "aliases": ["Ms Berg"], "roles": ["finance minister"], "dated_roles": [{"text": "finance minister", "day": "2019-01-29"}], "affiliation": null, "salience": 0.8, "mentions": 2}], "from": "2019-01-29", "to": "2019-01-29"}', '{"id": "s2", "title": "Café tax cut", "last": "2019-01-29", "articles": ["a25f9b459e59ae17"], "terms": [["quay", 1.0]], "vector": "", "actors": []}');
INSERT INTO members VALUES ('2019-01-28', 's1', '2659226f9f9ad21c', '2019-01-28');
INSERT INTO members VALUES ('2019-01-29', 's2', 'a25f9b459e59ae17', '2019-01-29');
INSERT INTO editions VALUES ('2019-01-28', 1, '{"schema": "briefing.edition/1", "date": "2019-01-28", "number": 1, "title": "Brief", "generated_by": "briefing 0.1.0", "language": "en", "timezone": "UTC", "window": {"from": "2019-01-27T00:00:00Z", "to": "2019-01-29T00:00:00Z"}, "classification": "", "previous": null, "bottom_line": [], "changes": [], "sections": [], "actors": [], "ties": [], "calendar": [], "timeline": [], "sources": [], "left_out": [], "cut": [], "counts": {"inputs": 1, "articles": 1, "copies": 0, "stories": 1, "skipped": 0, "outlets": 0, "languages": 0}}');
INSERT INTO editions VALUES ('2019-01-29', 2, '{"schema": "briefing.edition/1", "date": "2019-01-29", "number": 2, "title": "Brief", "generated_by": "briefing 0.1.0", "language": "en", "timezone": "UTC", "window": {"from": "2019-01-27T00:00:00Z", "to": "2019-01-29T00:00:00Z"}, "classification": "", "previous": null, "bottom_line": [], "changes": [], "sections": [], "actors": [], "ties": [], "calendar": [], "timeline": [], "sources": [], "left_out": [], "cut": [], "counts": {"inputs": 1, "articles": 1, "copies": 0, "stories": 1, "skipped": 0, "outlets": 0, "languages": 0}}');
INSERT INTO deliveries VALUES ('2019-01-29', 'anna@example.org', '<m@x>', 'sent', 1, '250 ok', '2019-01-29T06:00:00+00:00');
INSERT INTO sources VALUES ('harbour', '{"health": {"name": "harbour", "last_ok": "2019-01-28T06:00:00+00:00", "last_new": "2019-01-28T06:00:00+00:00", "failures": 0, "reason": ""}, "validators": {"k": {"key": "k"}}}');
