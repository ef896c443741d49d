/* People who are made up: names of many scripts, each person once. */
#include "domain/demo_internal.h"

#include "base/date.h"
#include "base/pool.h"
#include "domain/hold_internal.h"
#include "domain/passengers.h"

#define GIVEN 6
#define SURNAMES 6
#define YEAR 365

static const struct culture {
	const char *given[GIVEN];
	const char *surnames[SURNAMES];
} cultures[] = {
	{ { "Anna", "Lukas", "Jürgen", "Katrin", "Björn", "Greta" },
	    { "Müller", "Weiß", "Schröder", "von Arnim", "Köhler", "Groß" } },
	{ { "Olivia", "Jack", "Siân", "Niamh", "George", "Zoë" },
	    { "Smith", "O’Brien", "Taylor-Jones", "MacDonald", "Evans", "D'Arcy" } },
	{ { "Chloé", "Jean-Luc", "Anaïs", "François", "Maëlys", "Noël" },
	    { "Dupont", "Lefèvre", "de La Tour", "Garçon", "Benoît", "L’Hermite" } },
	{ { "João", "Inês", "Lucía", "Íñigo", "Conceição", "Ángel" },
	    { "Núñez", "Gonçalves", "Ibáñez", "Simões", "García Márquez", "Peña" } },
	{ { "Łukasz", "Zofia", "Jiří", "Żaneta", "Jana", "Stanisław" },
	    { "Wałęsa", "Dvořák", "Świątek", "Novotný", "Kowalczyk", "Šťastný" } },
	{ { "Åsa", "Bjørn", "Þóra", "Søren", "Aino", "Jørgen" },
	    { "Ångström", "Ødegård", "Jónsdóttir", "Kierkegård", "Mäkelä", "Bjørnson" } },
	{ { "Ayşe", "İbrahim", "Çağla", "Özgür", "Şirin", "Gökhan" },
	    { "Yılmaz", "Öztürk", "Çelik", "Şahin", "Doğan", "Kılıç" } },
	{ { "Ελένη", "Γιώργος", "Σοφία", "Νίκος", "Μαρία", "Κώστας" },
	    { "Παπαδόπουλος", "Οικονόμου", "Γεωργίου", "Νικολάου", "Δημητρίου", "Ιωάννου" } },
	{ { "Анна", "Дмитрий", "Ольга", "Йосип", "Оксана", "Сергей" },
	    { "Иванов", "Шевченко", "Чайковский", "Ковальчук", "Достоевский", "Петровић" } },
	{ { "محمد", "فاطمة", "يوسف", "ليلى", "عمر", "نور" },
	    { "الخوارزمي", "حسن", "المصري", "حداد", "خوري", "ابن سينا" } },
	{ { "נועה", "דוד", "שרה", "יוסף", "תמר", "אורי" },
	    { "כהן", "לוי", "מזרחי", "פרץ", "ביטון", "שפירא" } },
	{ { "अनिता", "राहुल", "प्रिया", "अर्जुन", "सीता", "विक्रम" },
	    { "शर्मा", "सिंह", "गुप्ता", "पटेल", "जोशी", "मेहता" } },
	{ { "伟", "芳", "小明", "丽华", "志强", "静" }, { "王", "李", "张", "刘", "欧阳", "陈" } },
	{ { "さくら", "太郎", "結衣", "ケン", "美咲", "翔" },
	    { "佐藤", "鈴木", "高橋", "渡辺", "小林", "やまもと" } },
	{ { "민준", "서연", "지우", "하은", "도윤", "수아" },
	    { "김", "이", "박", "최", "정", "남궁" } },
	{ { "สมชาย", "มาลี", "กมล", "ปราณี", "วิชัย", "อรุณ" },
	    { "ใจดี", "ศรีสุข", "ทองคำ", "แสงจันทร์", "วงศ์ไทย", "บุญมา" } },
	{ { "Thị Hồng", "Văn Đức", "Ngọc Ánh", "Quốc Bảo", "Mỹ Linh", "Tuấn" },
	    { "Nguyễn", "Trần", "Phạm", "Đặng", "Vũ", "Lê" } },
	{ { "ნინო", "გიორგი", "თამარ", "ლევან", "მარიამ", "დავით" },
	    { "ბერიძე", "კაპანაძე", "გელაშვილი", "ლომიძე", "წერეთელი", "აბაშიძე" } },
};

#define FAMILIES ((int64_t)(sizeof(cultures) / sizeof(cultures[0])) * SURNAMES)

/* Days of birth that a type may have on all days of travel: so many of them, up to `last_on`. */
struct birthdays {
	int32_t last_on;
	int32_t count;
};

static struct birthdays birthdays_of(enum passenger_type type, int32_t first_on)
{
	switch (type) {
	case PASSENGER_CHILD:
		return (struct birthdays){ first_on - 3 * YEAR, 8 * YEAR };
	case PASSENGER_INFANT:
		/* Born when the journey is bought, and not two years old at its end. */
		return (struct birthdays){ first_on - 70, 600 };
	case PASSENGER_ADULT:
		break;
	}
	return (struct birthdays){ first_on - 18 * YEAR, 60 * YEAR };
}

/*
 * The nth of a family and type: every given name with every day in turn, so that two of them are the same person only when thousands lie between. The day is found by its place
 * in a cycle, whatever day of travel it is counted from.
 */
static void name_person(struct demo *demo, enum passenger_type type, int64_t family,
    const struct birthdays *days, struct passenger *out)
{
	const struct culture *culture = &cultures[family / SURNAMES];
	int64_t nth = demo->people[type][family]++;
	int64_t place = (nth / GIVEN * 7919 + family * 4001) % days->count;
	int64_t behind = (days->last_on - place) % days->count;

	out->type = type;
	out->given_name = culture->given[nth % GIVEN];
	out->surname = culture->surnames[family % SURNAMES];
	out->born_on = days->last_on - (int32_t)(behind < 0 ? behind + days->count : behind);
}

const struct err *demo_people(struct demo *demo, const struct party *party, int32_t first_on,
    int32_t last_on, apr_pool_t *pool, const struct passenger_row **out, size_t *count)
{
	struct passenger people[PARTY_PASSENGERS_MAX] = { { .no = 0 } };
	struct passenger_row *rows;
	int64_t family = demo_below(demo, FAMILIES);

	*count = party_count(party);
	rows = pool_make_many(pool, struct passenger_row, *count);
	for (size_t i = 0; i < *count; i++) {
		enum passenger_type type = party_type(party, i);
		struct birthdays days = birthdays_of(type, first_on);

		name_person(demo, type, family, &days, &people[i]);
	}
	*out = rows;
	return passengers_check(party, people, *count, first_on, last_on, pool, rows);
}
