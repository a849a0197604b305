// Days and periods as OFAC's advanced XML has them.
#pragma once

#include <string>

#include "screening/list/entity.h"
#include "screening/list/xml.h"

namespace standstill::screening {

// <From><Year>1962</Year><Month>11</Month><Day>23</Day></From> as an ISO date; empty without a
// year.
std::string date_in(XmlElement of);

// <DatePeriod>, from one day to another, where a whole year or month stands for an unknown day.
PartialDate date_of_period(XmlElement period);

}  // namespace standstill::screening
